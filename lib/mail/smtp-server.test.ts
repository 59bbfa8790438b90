import { describe, expect, it } from "vitest";
import { smtpServer } from "./smtp-server";

describe("a mail server's address", () => {
  it("gives host, port, TLS and login, with what is escaped in it", () => {
    expect(smtpServer("smtps://office%40shop.example:s%3Ae%2Fcret@mail.example")).toMatchObject({
      host: "mail.example",
      port: 465,
      secure: true,
      auth: { user: "office@shop.example", pass: "s:e/cret" },
    });
    expect(smtpServer("smtp://[::1]:2525")).toMatchObject({
      host: "::1",
      port: 2525,
      secure: false,
      auth: null,
    });
    expect(smtpServer("smtp://mail.example").port).toBe(587);
  });

  it("keeps three connections and its time-outs, whatever else it says", () => {
    const usual = { connectMs: 10_000, greetingMs: 10_000, stepMs: 30_000, answerMs: 600_000 };
    expect(smtpServer("smtp://mail.example")).toMatchObject({ connections: 3, patience: usual });
    expect(smtpServer("smtp://mail.example?pool=false&maxConnections=20&socketTimeout=0")).toMatchObject({
      connections: 3,
      patience: usual,
    });
  });

  it("honours what stands behind the question mark", () => {
    const asked =
      "smtp://mail.example?maxConnections=1&connectionTimeout=500&greetingTimeout=600&socketTimeout=700" +
      "&requireTLS=true&name=office.example&authMethod=LOGIN&tls.rejectUnauthorized=false&tls.servername=other.example";
    expect(smtpServer(asked)).toMatchObject({
      connections: 1,
      patience: { connectMs: 500, greetingMs: 600, stepMs: 700, answerMs: 600_000 },
      requireTLS: true,
      name: "office.example",
      tls: { rejectUnauthorized: false, servername: "other.example" },
    });
  });
});
