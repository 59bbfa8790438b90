import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SmtpServer } from "./smtp-server";

/**
 * One conversation with a mail server, over which mails go one after another. It is of no use after a fault.
 *
 * @throws MailFault
 */
export async function openSession(server: SmtpServer): Promise<Session> {
  const socket = await connected(server);
  const connection = new SMTPConnection({
    connection: socket,
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTLS,
    ignoreTLS: server.ignoreTLS,
    tls: server.tls,
    ...(server.name ? { name: server.name } : {}),
    connectionTimeout: server.patience.connectMs,
    greetingTimeout: server.patience.greetingMs,
    // Each step has a deadline of its own, which is shorter.
    socketTimeout: 2 * server.patience.answerMs,
  });
  const conversation = watched(connection, socket);
  const { connectMs, greetingMs, stepMs, answerMs } = server.patience;
  await conversation.step("greeting", connectMs + greetingMs, (done) => connection.connect(done));
  if (server.auth) {
    const { user, pass, method } = server.auth;
    const login = { credentials: { user, pass }, ...(method ? { method } : {}) };
    await conversation.step("login", stepMs, (done) => connection.login(login, done));
  }
  return {
    send: ({ from, to, raw }) =>
      conversation.step("envelope", stepMs, (done, reached) => {
        const mail = {
          // Asked for once the server has said that it takes the mail.
          pipe(into: NodeJS.WritableStream) {
            reached("mail", answerMs);
            into.end(raw);
          },
        };
        connection.send({ from, to, size: raw.length }, mail as unknown as Readable, done);
      }),
    close: () => {
      connection.quit();
      // A server that does not say good-bye is not waited for.
      setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
    },
  };
}

export type Session = {
  /** @throws MailFault */
  send: (mail: { from: string; to: string; raw: Buffer }) => Promise<void>;
  close: () => void;
};

/** How far a conversation had come. `mail`: all of it may have been taken. */
export type SmtpStage = "connection" | "greeting" | "login" | "envelope" | "mail";

/** Why a mail did not go out, with what the server said, without what we had said to it. */
export class MailFault extends Error {
  override name = "MailFault";
  constructor(
    readonly stage: SmtpStage,
    /** The command that the server refused, and its three digits; null when it said nothing. */
    readonly refused: { command: string; code: number } | null,
    readonly why: string,
  ) {
    super(`${stage}: ${why}`);
  }
}

const GOODBYE_MS = 1_000;

async function connected({ host, port, patience }: SmtpServer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (why: string) => {
      clearTimeout(timer);
      socket.destroy();
      reject(new MailFault("connection", null, why));
    };
    const timer = setTimeout(() => fail("ETIMEDOUT"), patience.connectMs);
    socket.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? "no connection"));
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeAllListeners("error");
      // Whatever breaks later is said by the conversation; an error that nobody listens for would end the process.
      socket.on("error", () => undefined);
      socket.setKeepAlive(true);
      resolve(socket);
    });
  });
}

type Done = (error?: unknown) => void;

/** Every step ends: answered, refused, broken off, or after its time; then the connection is gone as well. */
function watched(connection: SMTPConnection, socket: Socket) {
  let broken: Done = () => undefined;
  connection.on("error", (error) => broken(error));
  connection.on("end", () => broken(new Error("the mail server closed the connection")));
  return {
    step: (
      first: SmtpStage,
      ms: number,
      run: (done: Done, reached: (stage: SmtpStage, ms: number) => void) => void,
    ): Promise<void> =>
      new Promise((resolve, reject) => {
        let stage = first;
        const isLate = () => done(new Error("ETIMEDOUT"));
        let timer = setTimeout(isLate, ms);
        const done: Done = (error) => {
          clearTimeout(timer);
          broken = () => undefined;
          if (!error) return resolve();
          socket.destroy();
          reject(faultOf(stage, error));
        };
        broken = done;
        run(done, (reached, deadline) => {
          stage = reached;
          clearTimeout(timer);
          timer = setTimeout(isLate, deadline);
        });
      }),
  };
}

function faultOf(stage: SmtpStage, error: unknown): MailFault {
  const { response, responseCode, command, code, message } = error as SMTPConnection.SMTPError;
  const why = (response || message || code || "unknown").slice(0, 300);
  return new MailFault(stage, responseCode ? { command: command ?? stage, code: responseCode } : null, why);
}
