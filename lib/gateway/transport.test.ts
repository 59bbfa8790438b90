import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { transport } from "./transport";

/** A listener that counts what is written to it, and answers as it is told. */
async function listener(hear: (socket: Socket, sofar: string) => void) {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const at = heard.push("") - 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard[at] = (heard[at] ?? "") + chunk;
      hear(socket, heard[at] ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  onTestFinished(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard, close };
}

const answer = '{"result":{"code":"000.000.000"}}';
const say = (socket: Socket) =>
  socket.write(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${answer.length}\r\n\r\n${answer}`,
  );

test("what met no listener was not sent, and so was what found no address", async () => {
  const { url, close } = await listener(say);
  await close();
  const closed = await transport({ url, token: "t" })("POST", "/v1/payments", {});
  expect(closed).toEqual({ kind: "not_sent", why: "the gateway cannot be reached (ECONNREFUSED)" });
  const nowhere = transport({ url: "https://gateway.invalid", token: "t" });
  expect(await nowhere("POST", "/v1/payments", {})).toMatchObject({ kind: "not_sent" });
});

test("a handshake that fails, or never ends, comes before the request: nothing was sent", async () => {
  const rude = await listener((socket) => socket.destroy());
  const failed = await transport({ url: rude.url.replace("http:", "https:"), token: "secret" })(
    "POST",
    "/",
    {},
  );
  expect(failed).toMatchObject({ kind: "not_sent" });
  const mute = await listener(() => undefined);
  const waiting = transport({ url: mute.url.replace("http:", "https:"), token: "secret", timeoutMs: 50 });
  expect(await waiting("POST", "/", { amount: "1.00" })).toEqual({
    kind: "not_sent",
    why: "the gateway cannot be reached (ETIMEDOUT)",
  });
  expect(rude.heard.join("") + mute.heard.join("")).not.toMatch(/POST|secret|amount/);
});

test("once a byte has left the result is unknown, however the connection ends", async () => {
  const dropping = await listener((socket) => socket.resetAndDestroy());
  expect(await transport({ url: dropping.url, token: "t" })("POST", "/", {})).toEqual({
    kind: "silence",
    why: "connection failed (ECONNRESET)",
  });
  const halfway = await listener((socket) => {
    socket.end("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{");
  });
  expect(await transport({ url: halfway.url, token: "t" })("POST", "/", {})).toMatchObject({
    kind: "silence",
  });
  const mute = await listener(() => undefined);
  expect(await transport({ url: mute.url, token: "t", timeoutMs: 50 })("POST", "/", {})).toEqual({
    kind: "silence",
    why: "no answer within 50 ms",
  });
});

test("what has waited past its time is not sent, over a new connection or one that rested", async () => {
  const { url, heard } = await listener((socket, sofar) => sofar.endsWith("amount=1.00") && say(socket));
  const clock = { now: 0 };
  const ask = transport({ url, token: "t", machineNow: () => clock.now });
  const late = { kind: "not_sent", why: "the request waited too long" };
  const fields = { amount: "1.00" };

  const waiting = ask("POST", "/1", fields, { sendBefore: 1_000 });
  // The process stands still while it connects.
  clock.now = 1_000;
  expect(await waiting).toEqual(late);
  expect(heard.join("")).toBe("");

  expect(await ask("POST", "/2", fields, { sendBefore: 2_000 })).toMatchObject({ kind: "heard" });
  const resting = ask("POST", "/3", fields, { sendBefore: 2_000 });
  clock.now = 2_000;
  expect(await resting).toEqual(late);
  expect(heard.join("")).not.toMatch(/\/3/);
});

test("the request leaves in one piece, and a redirect is not followed", async () => {
  const { url, heard } = await listener((socket) =>
    socket.write("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 2\r\n\r\n{}"),
  );
  const asked = await transport({ url, token: "t" })("POST", "/here", { amount: "1.00", none: null });
  expect(asked).toEqual({ kind: "silence", why: "HTTP 302" });
  expect(heard).toEqual([expect.stringMatching(/^POST \/here HTTP\/1\.1\r\n(.+\r\n)+\r\namount=1\.00$/)]);
});

test("after three in a row that found nobody the gateway is away, until a probe finds it", async () => {
  const clock = { now: 0 };
  const said: boolean[] = [];
  const gone = await listener(say);
  const port = Number(new URL(gone.url).port);
  await gone.close();
  const ask = transport({
    url: gone.url,
    token: "t",
    machineNow: () => clock.now,
    onReach: (isAway) => said.push(isAway),
  });
  for (const away of [false, false, true]) {
    await ask("GET", "/", {});
    expect(ask.reach.isAway()).toBe(away);
  }
  expect(await ask.reach.probe()).toBe(false);
  const back = createServer((socket) => socket.on("error", () => undefined).on("data", () => say(socket)));
  await new Promise<void>((resolve) => back.listen(port, "127.0.0.1", resolve));
  onTestFinished(() => void back.close());
  expect(await ask.reach.probe()).toBe(false);
  clock.now += 2_000;
  expect(await ask.reach.probe()).toBe(true);
  expect([ask.reach.isAway(), said]).toEqual([false, [true, false]]);
});
