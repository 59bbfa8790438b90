import { expect, it } from "vitest";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { activated, meteredOrder } from "@/lib/domain/lived/histories";
import { act, answered } from "@/lib/domain/lived/history";
import type { Attempt } from "@/lib/domain/order/order";
import { reportSaid } from "@/lib/domain/words/report-said";
import { judged } from "@/lib/gateway/opp/classify";
import { comparedWith } from "./report-words";

/** EUR 42.00 was asked for, and the gateway tells something else. */
function told(change: Partial<GatewayAnswer>) {
  const paid = act(activated(meteredOrder()), { kind: "charge_now", amount: 4_200, note: "" });
  const { order } = answered(paid, { code: "000.000.000", amount: 9_900, booking: 7 });
  const attempt = order.attempts.at(-1) as Attempt;
  const [report] = attempt.reports ?? [];
  if (!report) throw new Error("nothing was reported");
  const other = { ...report, answer: judged({ ...report.answer, ...change }, "live") };
  return { rows: comparedWith(order, attempt, other), said: reportSaid(order, attempt, other) };
}

const row = (what: string, theirs: string) => expect.objectContaining({ what, theirs, differs: true });

it.each<[string, Partial<GatewayAnswer>, string]>([
  ["another amount", {}, "EUR 99.00"],
  ["another currency of ours", { amount: 4_200, currency: "GBP" }, "GBP 42.00"],
  ["one without decimals", { amount: 4_200, currency: "JPY" }, "JPY 4,200"],
  [
    "a currency that we do not sell in",
    { amount: null, currency: "SAR", unreadable: { amount: "1.00" } },
    "SAR 1.00",
  ],
  ["an amount that cannot be read", { amount: null, unreadable: { amount: "999,00" } }, "EUR 999,00"],
  [
    "a currency that cannot be read",
    { amount: null, currency: null, unreadable: { amount: "42.00", currency: "[1]" } },
    "[1] 42.00",
  ],
  ["another currency and no amount", { amount: null, currency: "GBP" }, "GBP no amount"],
])("%s is told as money where it can be read, else as it was written", (_what, change, theirs) => {
  const { rows, said } = told(change);
  expect(rows).toContainEqual(row("Amount", theirs));
  expect(said).toBe(`The gateway reported ${theirs} instead of EUR 42.00: the amount differs.`);
});

it("type, result, reference and account stand beside ours, each where it differs", () => {
  const { rows } = told({ type: "XX", reference: "another", account: "else", unreadable: {} });
  expect(rows).toContainEqual(row("Type", "XX"));
  expect(rows).toContainEqual(row("Merchant reference", "another"));
  expect(rows).toContainEqual(row("Account", "else"));
  expect(rows).toContainEqual(row("Result", "Approved (000.000.000)"));
  expect(told({ code: "800.100.155", description: "amount exceeds credit" }).rows).toContainEqual(
    row("Result", "amount exceeds credit (800.100.155)"),
  );
  expect(
    told({ amount: 4_200 })
      .rows.filter(({ differs }) => differs)
      .map(({ what }) => what),
  ).toEqual(["Result"]);
});
