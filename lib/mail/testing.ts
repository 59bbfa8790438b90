import { type AddressInfo, createServer, type Socket } from "node:net";

/** A mail server that speaks just enough SMTP, for tests. It keeps what it took. */
export async function startMailServer(): Promise<MailServer> {
  const taken: TakenMail[] = [];
  let verdict = "250 taken";
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    converse(socket, () => verdict, taken);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    answerWith: (line) => {
      verdict = line;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export type TakenMail = { to: string; data: string };

export type MailServer = {
  url: string;
  taken: TakenMail[];
  /** What it says to the next mails: "250 taken", "451 later", "550 no such mailbox". */
  answerWith: (line: string) => void;
  stop: () => Promise<void>;
};

function converse(socket: Socket, verdict: () => string, taken: TakenMail[]): void {
  let waiting = "";
  let to = "";
  let data: string | null = null;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 test");
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    waiting += chunk;
    for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
      const line = waiting.slice(0, end);
      waiting = waiting.slice(end + 2);
      if (data !== null) {
        if (line !== ".") {
          data += `${line}\n`;
          continue;
        }
        if (verdict().startsWith("250")) taken.push({ to, data });
        data = null;
        say(verdict());
      } else if (line.startsWith("EHLO")) say("250 test");
      else if (line.startsWith("RCPT TO:")) {
        to = line.slice(9, line.indexOf(">"));
        say("250 ok");
      } else if (line === "DATA") {
        data = "";
        say("354 go on");
      } else if (line === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 ok");
    }
  });
}
