import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { openJournal } from "./journal";
import { cardOf, payCheckout } from "./shopper";
import { sandboxed, testToken } from "./testing";

function folder() {
  const dir = mkdtempSync(path.join(tmpdir(), "sandbox-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

test("a torn last line is dropped and the next one stands on its own", () => {
  const dir = folder();
  const journal = openJournal(dir, () => {});
  journal.append([{ n: 1 }, { n: 2 }]);
  journal.close();
  appendFileSync(path.join(dir, "journal.ndjson"), `{"n":3`);

  const seen: unknown[] = [];
  const again = openJournal(dir, (entry) => seen.push(entry));
  again.append([{ n: 4 }]);
  again.close();
  openJournal(dir, (entry) => seen.push(entry)).close();
  expect(seen).toEqual([{ n: 1 }, { n: 2 }, { n: 1 }, { n: 2 }, { n: 4 }]);
});

test("a restart loses nothing: checkouts, tokens, counts and what was read", async () => {
  const dataDir = folder();
  const account = "e";
  const terms = { account, type: "debit", amount: 1_000, currency: "EUR", agreement: "recurring" } as const;
  const standing = {
    recurrence: "repeated",
    by: "merchant",
    agreement: "recurring",
    initialTransactionId: null,
  } as const;
  const first = await sandboxed({ dataDir });
  let asked = oppGateway({ url: first.url, token: testToken });
  const open = async (reference: string) => {
    const opened = await asked.openCheckout({ ...terms, reference });
    if (opened.kind !== "opened") throw new Error(opened.kind);
    return opened.checkoutId;
  };
  const paid = await payCheckout(first.url, await open("paid"), cardOf("4000000000005126"));
  const result = await asked.checkoutResult({ ...paid, type: "debit", account });
  const unpaid = await open("unpaid");
  const registrationId = result.kind === "answer" ? (result.answer.registrationId ?? "") : "";
  const charge = (reference: string) => asked.charge({ ...terms, registrationId, reference, standing });
  expect(await charge("one")).toMatchObject({ answer: { code: "800.100.155" } });
  const ledger = await first.drill.ledger();
  await first.stop();

  const second = await sandboxed({ dataDir });
  asked = oppGateway({ url: second.url, token: testToken });
  expect(await second.drill.ledger()).toEqual(ledger);
  expect(await asked.checkoutResult({ ...paid, type: "debit", account })).toEqual({ kind: "expired" });
  expect(await charge("two")).toMatchObject({ answer: { code: "800.100.155" } });
  expect(await charge("three")).toMatchObject({ answer: { code: "000.000.000" } });
  await payCheckout(second.url, unpaid, cardOf("4242424242424242"));
  expect(await asked.query({ account, reference: "unpaid" })).toMatchObject({ kind: "found" });

  const written = readFileSync(path.join(dataDir, "sandbox", "journal.ndjson"), "utf8");
  expect(written).not.toMatch(/4000000000005126|4242424242424242|"cvv"/);
});
