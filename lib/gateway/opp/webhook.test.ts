import { createCipheriv, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { decryptWebhook, entityOf, readWebhook } from "./webhook";

const key = "000102030405060708090a0b0c0d0e0f".repeat(2);
const iv = "3D575574536D450F71AC76D8";
const tag = "19FDD068C6F383C173D3A906F7BD1D83";
const body = "F8E2F759E528CB69375E51DB2AF9B53734E393";

test("the published vector opens", () => {
  expect(decryptWebhook(body, iv, tag, key)).toEqual({ type: "PAYMENT" });
});

test("nothing opens that was changed, cut short or sealed with another key", () => {
  expect(decryptWebhook(body.replace("F8", "F9"), iv, tag, key)).toBeNull();
  expect(decryptWebhook(body.slice(2), iv, tag, key)).toBeNull();
  expect(decryptWebhook(body, iv.replace("3D", "3E"), tag, key)).toBeNull();
  expect(decryptWebhook(body, iv, tag.slice(0, 8), key)).toBeNull();
  expect(decryptWebhook(body, iv, tag, "ff".repeat(32))).toBeNull();
  for (const junk of ["", "zz", "F8E", "{}"]) expect(decryptWebhook(junk, iv, tag, key)).toBeNull();
});

test("a key that is no key is a fault, not a stranger's webhook", () => {
  expect(() => decryptWebhook(body, iv, tag, "0001")).toThrow(/webhook key/);
});

test("a payment without a result reports nothing, other kinds keep their name", () => {
  expect(readWebhook({ type: "PAYMENT" }, "live")).toEqual({
    type: "PAYMENT",
    missing: true,
    answer: null,
    code: null,
  });
  expect(readWebhook({ type: "test", payload: {} }, "live")).toEqual({
    type: "test",
    answer: null,
    code: null,
  });
  expect(readWebhook(null, "live")).toBeNull();
  expect(readWebhook({ payload: {} }, "live")).toBeNull();
  const payload = { id: "ab", result: { code: "000.000.000" } };
  expect(readWebhook({ type: "REGISTRATION", payload }, "live")?.answer).toMatchObject({
    type: "registration",
    registrationId: "ab",
  });
});

test("a body that is wrapped in JSON opens like a bare one", () => {
  const wrapped = JSON.stringify({ encryptedBody: body });
  expect(decryptWebhook(wrapped, iv, tag, key)).toEqual({ type: "PAYMENT" });
  for (const junk of ['{"encryptedBody":1}', '{"other":"F8"}', "{broken"])
    expect(decryptWebhook(junk, iv, tag, key)).toBeNull();
});

test.each(["null", "plain text", '"text"', "7"])(
  "what is authentic and no report is told from a stranger's: %s",
  (text) => {
    const own = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "hex"), own);
    const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]).toString("hex");
    const opened = decryptWebhook(sealed, own.toString("hex"), cipher.getAuthTag().toString("hex"), key);
    expect(opened).not.toBeNull();
    expect(readWebhook(opened, "live")).toBeNull();
  },
);

test("a registration that was deleted is told apart from one that was made, with or without a result", () => {
  const payload = { id: "token", result: { code: "000.100.110" } };
  const deleted = { type: "REGISTRATION", answer: null, deregistered: "token", code: null };
  expect(readWebhook({ type: "REGISTRATION", action: "DELETED", payload }, "live")).toEqual(deleted);
  expect(readWebhook({ type: "REGISTRATION", action: "DELETED", payload: { id: "token" } }, "live")).toEqual(
    deleted,
  );
  expect(
    readWebhook({ type: "REGISTRATION", action: "CREATED", payload }, "live")?.deregistered,
  ).toBeUndefined();
});

test("a report names the entity that it is for in one of two places, or nowhere", () => {
  expect(entityOf({ payload: { authentication: { entityId: "e1" } } })).toBe("e1");
  expect(entityOf({ payload: { entityId: "e2" } })).toBe("e2");
  expect(entityOf({ payload: {} })).toBeNull();
  expect(entityOf("text")).toBeNull();
});
