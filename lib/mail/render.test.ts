import { describe, expect, it } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  linked,
  paidFirst,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "@/lib/domain/lived/histories";
import { act, answered, type History, waited } from "@/lib/domain/lived/history";
import type { Order } from "@/lib/domain/order/order";
import { type MessageDraft, messageKinds } from "@/lib/domain/words/messages";
import { type Letter, render } from "./render";

const at = Date.UTC(2026, 10, 24, 9);

function letter(kind: Letter["kind"], order: Order, data: MessageDraft["data"] = {}, now = at): Letter {
  return {
    kind,
    data,
    order,
    now,
    customer: { name: "Anna <Berg>", locale: "de-DE" },
    merchant: { name: "Nordlicht & Co", descriptor: "NORDLICHT BERLIN", timeZone: "Europe/Berlin" },
    contact: {
      supportEmail: "help@nordlicht.example",
      supportPhone: "+49 30 1234567",
      termsUrl: "https://nordlicht.example/terms",
      privacyUrl: "",
    },
    link: "http://localhost:3000/pay/nordlicht-token",
  };
}

const order = activated(instalmentOrder({})).order;

/** The newest message of a kind, in the words of how the order stands after what happened since. */
function said(told: History, kind: Letter["kind"], then: History = told): string {
  const message = told.messages.findLast((one) => one.kind === kind);
  if (!message) throw new Error(`no ${kind} was queued`);
  return render(letter(kind, then.order, message.data, then.now)).text.replace(/\s/g, " ");
}

describe("the mail of a resume", () => {
  const move = { kind: "reschedule_event", event: 1, amount: null, alsoLater: false } as const;
  const declined = softDeclined(activated(subscriptionOrder({ merchant: { autoRetry: false } })));
  const owed = act(declined, { ...move, scheduledAt: Date.UTC(2026, 1, 20, 9) });
  const paused = waited(act(owed, { kind: "pause_order", resumeAt: null }), Date.UTC(2026, 3, 10, 12));
  const resumed = act(paused, { kind: "resume_order" });

  it("says what is still owed and when it is collected, what is left out, and what comes", () => {
    const words = said(resumed, "subscription_resumed");
    expect(words).toContain(
      "€30.00 from before the pause is still due and will be collected on 11 April 2026.",
    );
    expect(words).toContain(
      "These payments are skipped and will not be collected: 1 March 2026, 1 April 2026.",
    );
    expect(words).toContain("1 May 2026: €30.00");
  });

  it("does not speak of a debt that was given up before it was sent", () => {
    const skipped = act(resumed, { kind: "skip_events", events: [1] });
    expect(said(resumed, "subscription_resumed", skipped)).not.toContain("still owed");
  });
});

describe("what is promised", () => {
  const plan = (autoRetry: boolean) =>
    softDeclined(activated(instalmentOrder({ merchant: { autoRetry, autoRetryDays: [3] } })));

  it("is another try on its day where one is planned, and none where none is", () => {
    expect(said(plan(true), "payment_declined")).toContain("We will try again on 4 February 2026.");
    expect(said(plan(false), "payment_declined")).not.toMatch(/try again|tried again/);
  });

  it("follows the plan at sending: no try after another payment suspended the order", () => {
    const told = plan(true);
    const suspended = answered(act(told, { kind: "execute_event", event: 2 }), "hard");
    expect(suspended.order.status).toBe("suspended");
    expect(said(told, "payment_declined", suspended)).not.toMatch(/try again/);
    const running = act(told, { kind: "retry_events", events: [1] });
    expect(said(told, "payment_declined", running)).toContain("It is being tried again now.");
  });

  it("is no date while nothing is collected from the order", () => {
    const suspended = hardDeclined(activated(instalmentOrder({})));
    const scheduledAt = suspended.now + 5 * 86_400_000;
    const moved = act(suspended, {
      kind: "reschedule_event",
      event: 1,
      scheduledAt,
      amount: 10_000,
      alsoLater: false,
    });
    const merged = act(suspended, { kind: "merge_events", events: [1, 2], scheduledAt, amount: null });
    for (const words of [said(moved, "payment_rescheduled"), said(merged, "payments_merged")]) {
      expect(words).not.toMatch(/will be collected/);
      expect(words).toContain("Nothing is collected until you add another card");
      expect(words).toContain("Update card: http://localhost:3000/pay/nordlicht-token/card");
    }
  });

  it("is a date where the order collects by itself", () => {
    const start = activated(instalmentOrder({}));
    const merged = act(start, { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null });
    expect(said(merged, "payments_merged")).toMatch(/€200\.00 will be collected on \d+ \w+ 2026/);
  });

  it("is nothing about a hold that was collected meanwhile", () => {
    const held = paidFirst(linked(singleOrder({ preauthorise: true })));
    expect(said(held, "purchase_confirmation")).toContain(
      "The money is collected when your order is fulfilled.",
    );
    const captured = answered(act(held, { kind: "capture_payment", attempt: 1, amount: 10_000 }), "approved");
    expect(said(held, "purchase_confirmation", captured)).not.toContain("The money is collected when");
  });
});

describe("a message", () => {
  it.each(messageKinds)("%s has a subject and the same words in both parts", (kind) => {
    const data = { amount: 123_450, at, events: [{ spid: 1, amount: 123_450, scheduledAt: at }] };
    const { subject, text, html } = render(letter(kind, order, data));
    expect(subject.length).toBeGreaterThan(8);
    expect(`${subject} ${text}`).not.toMatch(/undefined|NaN|null|\bplease\b|successfully|oops/i);
    for (const part of [text, html]) expect(part).toContain("NORDLICHT BERLIN");
    expect(text).toContain("Nordlicht & Co");
    expect(html).toContain("Nordlicht &amp; Co");
    expect(html).toContain("Anna &lt;Berg&gt;");
  });

  it("writes amounts in the English of its words, whatever language the customer has", () => {
    const subjectFor = (locale: string) => {
      const one = letter("payment_approved", order, { amount: 123_450, at });
      return render({ ...one, customer: { ...one.customer, locale } }).subject;
    };
    for (const locale of ["de-DE", "fr-FR", "de-CH", "en-GB", "en-US", "none at all"])
      expect(subjectFor(locale), locale).toBe("Payment of €1,234.50 received");
  });

  it("leads to the order's page, or to where its card is changed", () => {
    expect(render(letter("order_ready", order)).text).toContain("/pay/nordlicht-token\n");
    expect(render(letter("card_update_link", order)).html).toContain(
      'href="http://localhost:3000/pay/nordlicht-token/card"',
    );
  });

  it("lets the customer act only where there is something to do", () => {
    expect(render(letter("payment_approved", order, { amount: 1, at })).html).not.toContain("href");
    expect(render({ ...letter("order_ready", order), link: null }).text).not.toContain("/pay/");
  });

  it("says why a payment was declined, in the customer's words", () => {
    const soft = softDeclined(activated(instalmentOrder({}))).order;
    const spid = soft.events.find((event) => event.status === "soft_declined")?.spid ?? null;
    const { text } = render(
      letter("payment_declined", soft, {
        amount: 10_000,
        events: [{ spid, amount: 10_000, scheduledAt: at }],
      }),
    );
    expect(text).toContain("There was not enough money available on the card");
    expect(text).not.toMatch(/\d{3}\.\d{3}\.\d{3}/);
    const hard = hardDeclined(activated(instalmentOrder({}))).order;
    const rejected = hard.events.find((event) => event.status === "hard_declined")?.spid ?? null;
    expect(
      render(
        letter("payment_rejected", hard, {
          amount: 10_000,
          events: [{ spid: rejected, amount: 10_000, scheduledAt: at }],
        }),
      ).text,
    ).toContain("Update card");
  });

  it("tells a subscriber what was agreed to", () => {
    const subscription = activated(subscriptionOrder({})).order;
    const { text } = render(letter("mandate", subscription));
    expect(text.replace(/\s+/g, " ")).toMatch(
      /charge €30\.00 to your card every month, starting on \d+ \w+ \d{4}, until the subscription ends/,
    );
  });
});
