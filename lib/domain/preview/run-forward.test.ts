import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, softDeclined, subscriptionOrder } from "../lived/histories";
import { forward } from "../lived/history";
import { cameIn } from "../order/figures";
import { DAY } from "../value/calendar";
import { sayEnd, sayMoment } from "../words/run-words";
import { type RunAsked, runForward } from "./run-forward";

const asked = (told: Partial<RunAsked> = {}): RunAsked => ({
  payments: 3,
  all: "approved",
  steps: {},
  ...told,
});

describe("an order that is run forward", () => {
  it("is what the same order becomes when time does the same, and is not changed itself", () => {
    const history = activated(instalmentOrder({ parts: 6 }));
    const before = structuredClone(history.order);
    const run = runForward(history.order, asked(), history.now);
    expect(history.order).toEqual(before);
    const last = run.moments.at(-1)?.at ?? 0;
    const really = forward(history, last, "approved");
    expect(run.order.events.map(({ status }) => status)).toEqual(
      really.order.events.map(({ status }) => status),
    );
    expect(run.order.status).toBe(really.order.status);
    expect(cameIn(run.order)).toBe(cameIn(really.order));
  });

  it("collects as many scheduled payments as asked, and each one's retries", () => {
    const history = activated(subscriptionOrder());
    const run = runForward(history.order, asked({ payments: 2, steps: { 0: "soft" } }), history.now);
    const causes = run.moments.flatMap(({ payment }) => payment?.attempt.cause ?? []);
    expect(causes).toEqual(["schedule", "automatic_retry", "schedule"]);
    expect(run.ends).toBe("as_asked");
  });

  it("stays declined when every attempt is, with all retries used", () => {
    const history = activated(subscriptionOrder());
    const run = runForward(history.order, asked({ payments: 1, all: "soft" }), history.now);
    expect(run.order.status).toBe("failed");
    const retries = run.moments.filter(({ payment }) => payment?.attempt.cause === "automatic_retry");
    expect(retries).toHaveLength(history.order.merchant.autoRetryDays.length);
  });

  it("is suspended by a hard decline, and nothing follows", () => {
    const history = activated(instalmentOrder());
    const run = runForward(history.order, asked({ all: "hard" }), history.now);
    expect(run.order.status).toBe("suspended");
    expect(run.moments.filter(({ payment }) => payment)).toHaveLength(1);
  });

  it("goes on from what was declined before, and counts the uses of the card", () => {
    const history = softDeclined(activated(instalmentOrder()));
    const run = runForward(history.order, asked({ payments: 1 }), history.now + DAY);
    expect(run.order.status).toBe("active");
    expect(run.order.cardUses.length).toBeGreaterThan(history.order.cardUses.length);
  });

  it("says in sentences what happens, with its mails", () => {
    const history = activated(subscriptionOrder());
    const run = runForward(history.order, asked({ payments: 1, all: "hard" }), history.now);
    const said = run.moments.map((moment) => sayMoment(moment, history.order, "UTC"));
    expect(said.flatMap(({ mails }) => mails)).toContain("Payment declined, another card is needed");
    expect(said.flatMap(({ told }) => told).join(" ")).toContain("to Suspended.");
    expect(sayEnd(run)).toMatch(/\.$/);
  });
});
