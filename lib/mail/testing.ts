import { type AddressInfo, createServer, type Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";

/** A mail server that speaks just enough SMTP, for tests. It keeps what it took. */
export async function startMailServer(tls?: { key: string; cert: string }): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const state: State = { taken: [], replies: { message: "250 taken" }, commands: [], most: 0, tls };
  const server = createServer((socket) => {
    sockets.add(socket);
    state.most = Math.max(state.most, sockets.size);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    converse(socket, state);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken: state.taken,
    commands: state.commands,
    mostConnections: () => state.most,
    answerWith: (line) => {
      state.replies = { message: line };
    },
    answerTo: (verdicts) => {
      state.replies = { message: "250 taken", ...verdicts };
    },
    takeByConnection: (mails, after) => {
      state.byConnection = { mails, after };
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

type TakenMail = { from: string; to: string; data: string };

/** What the server can be told to answer to; `message` is what stands after the mail itself. */
type SmtpPhase = "greeting" | "EHLO" | "AUTH" | "MAIL" | "RCPT" | "DATA" | "message";

/** A line; null for none at all; or a line once something has happened, with the mail taken before it. */
type SmtpReply = string | null | Promise<string>;

export type MailServer = {
  url: string;
  port: number;
  taken: TakenMail[];
  /** The first word of every line it was told. */
  commands: string[];
  mostConnections: () => number;
  /** What it says to the next mails: "250 taken", "451 later", "550 no such mailbox". */
  answerWith: (line: string) => void;
  answerTo: (verdicts: Partial<Record<SmtpPhase, SmtpReply>>) => void;
  /** After so many mails over one connection it hangs up, at once or when it is handed another. */
  takeByConnection: (mails: number, after: "hangs up" | "421 too many") => void;
  stop: () => Promise<void>;
};

type State = {
  taken: TakenMail[];
  replies: Partial<Record<SmtpPhase, SmtpReply>>;
  commands: string[];
  most: number;
  byConnection?: { mails: number; after: "hangs up" | "421 too many" };
  tls: { key: string; cert: string } | undefined;
};

const usual: Record<SmtpPhase, string> = {
  greeting: "220 test",
  EHLO: "250-test\r\n250 AUTH PLAIN",
  AUTH: "235 welcome",
  MAIL: "250 ok",
  RCPT: "250 ok",
  DATA: "354 go on",
  message: "250 taken",
};

function converse(raw: Socket, state: State): void {
  let socket = raw;
  let waiting = "";
  let mail = { from: "", to: "" };
  let data: string | null = null;
  let taken = 0;
  const { mails, after } = state.byConnection ?? { mails: Number.POSITIVE_INFINITY, after: "hangs up" };
  const write = (line: string) => void (socket.destroyed || socket.write(`${line}\r\n`));
  const answer = (phase: SmtpPhase, otherwise = usual[phase]) => {
    const { [phase]: verdict = otherwise } = state.replies;
    if (typeof verdict === "string") write(verdict);
    else verdict?.then(write, () => undefined);
    return verdict;
  };
  const listen = () => {
    socket.setEncoding("utf8");
    socket.on("error", () => undefined);
    socket.on("data", (chunk: string) => {
      waiting += chunk;
      for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        if (data === null) hear(line);
        else if (line === ".") finish(data);
        else data += `${line}\n`;
      }
    });
  };
  const finish = (text: string) => {
    data = null;
    const verdict = answer("message");
    if (typeof verdict !== "string" || verdict.startsWith("250")) state.taken.push({ ...mail, data: text });
    taken += 1;
    if (taken >= mails && after === "hangs up") socket.end();
  };
  const hear = (line: string) => {
    const command = line.split(" ")[0] ?? "";
    state.commands.push(command);
    const address = line.slice(line.indexOf("<") + 1, line.indexOf(">"));
    if (command === "EHLO")
      answer("EHLO", state.tls && socket === raw ? "250-test\r\n250 STARTTLS" : usual.EHLO);
    else if (command === "STARTTLS" && state.tls) {
      write("220 go on");
      raw.removeAllListeners("data");
      socket = new TLSSocket(raw, { isServer: true, secureContext: createSecureContext(state.tls) });
      listen();
    } else if (command === "AUTH") answer("AUTH");
    else if (command === "MAIL") {
      mail = { from: address, to: "" };
      if (taken < mails) answer("MAIL");
      else {
        write(after);
        socket.end();
      }
    } else if (command === "RCPT") {
      mail = { ...mail, to: address };
      answer("RCPT");
    } else if (command === "DATA") {
      const verdict = answer("DATA");
      if (typeof verdict === "string" && verdict.startsWith("354")) data = "";
    } else if (command === "QUIT") {
      write("221 bye");
      socket.end();
    } else write(command === "HELO" ? "502 no" : "250 ok");
  };
  answer("greeting");
  listen();
}
