import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort, problemOfPort } from "@/db/free-port";

test("no port is named twice, and none that the system hands out for outgoing connections", async () => {
  const ports = await Promise.all(Array.from({ length: 200 }, () => freePort()));
  expect(new Set(ports).size).toBe(200);
  // Linux begins at 32768, the others later.
  expect(ports.filter((port) => port >= 32_768)).toEqual([]);
});

test("a port that another program listens on is passed over", async () => {
  const after = (await freePort()) + 1;
  const server = createServer();
  await new Promise<void>((ready) => server.listen(after, "127.0.0.1", ready));
  try {
    expect((await problemOfPort(after))?.code).toBe("EADDRINUSE");
    expect(await freePort()).not.toBe(after);
  } finally {
    server.close();
  }
});
