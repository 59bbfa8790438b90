import { once } from "node:events";
import { connect } from "node:net";

/** One answer as it came over the wire; status 0 where the connection was closed without one. */
export type RawAnswer = { status: number; text: string };

export type RawRequest = {
  headers?: readonly string[];
  body?: string | Buffer;
  /** Whether the client goes before the answer, as one whose network is gone. */
  breaksOff?: boolean;
};

/** Sends bytes as they are and waits for the answer: what no client would send, HTTP libraries cannot. */
export async function ask(baseURL: string, head: string, options: RawRequest = {}): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(baseURL);
  const { headers = [], body = "", breaksOff = false } = options;
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk.toString("latin1");
  });
  // A server that refuses in the middle of a body resets the connection.
  socket.on("error", () => undefined);
  const closed = once(socket, "close");
  socket.on("end", () => socket.end());
  const named = headers.some((header) => /^host:/i.test(header)) ? [] : [`Host: ${host}`];
  socket.write([head, ...named, ...headers, "Connection: close", "", ""].join("\r\n"), "latin1");
  socket.write(body);
  if (breaksOff) socket.end();
  await closed;
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}

/** A body with the header that says how long it is. */
export function sized(body: string | Buffer, ...headers: string[]) {
  return { headers: [...headers, `Content-Length: ${Buffer.byteLength(body)}`], body };
}
