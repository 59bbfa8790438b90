import { describe, expect, it } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  softDeclined,
  subscriptionOrder,
} from "@/lib/domain/histories";
import { type MessageDraft, messageKinds } from "@/lib/domain/messages";
import type { Order } from "@/lib/domain/order";
import { type Letter, render } from "./render";

const at = Date.UTC(2026, 10, 24, 9);

function letter(kind: Letter["kind"], order: Order, data: MessageDraft["data"] = {}): Letter {
  return {
    kind,
    data,
    order,
    customer: { name: "Anna <Berg>", locale: "de-DE" },
    merchant: { name: "Nordlicht & Co", descriptor: "NORDLICHT BERLIN", timeZone: "Europe/Berlin" },
    link: "http://localhost:3000/pay/nordlicht-token",
  };
}

const order = activated(instalmentOrder({})).order;

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

  it("writes amounts as the customer's locale does", () => {
    const { subject } = render(letter("payment_approved", order, { amount: 123_450, at }));
    expect(subject.replace(/\s/g, " ")).toBe("Payment of 1.234,50 € received");
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
    expect(text).toContain("There was not enough available on the card");
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
      /charge 30,00 € to your card every month, beginning on \d+ \w+ \d{4}, until the subscription ends/,
    );
  });
});
