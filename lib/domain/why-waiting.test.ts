import { describe, expect, it } from "vitest";
import { DAY } from "./calendar";
import { may } from "./decide";
import { fullLives } from "./full-lives";
import {
  activated,
  cardEntered,
  collected,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  overdue,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "./histories";
import { act, forward, type History, waited } from "./history";
import { cards } from "./plain-order";
import { RETRY_LIMIT } from "./retry";
import { whyWaiting } from "./why-waiting";
import { changeOf, sayWhy } from "./why-waiting-words";

const byHand = { merchant: { autoRetry: false } };
const makers = [singleOrder, instalmentOrder, subscriptionOrder, meteredOrder];

const why = ({ order, log, now }: History) => whyWaiting(order, log, now);
const said = (history: History) => sayWhy(why(history), history.order, "UTC");
const change = (history: History) => changeOf(why(history), history.order, history.now);

const metered = () => {
  const start = activated(meteredOrder(byHand));
  return act(start, { kind: "schedule_payment", amount: 5_000, scheduledAt: start.now + DAY, note: "" });
};
const worn = () => {
  const start = softDeclined(activated(instalmentOrder({ ...byHand, parts: 1 })));
  let next = waited(start, start.now + DAY);
  for (let i = 0; i < RETRY_LIMIT; i++) next = retried(waited(next, next.now + 3_600_000), 1, "soft");
  return next;
};
const skipAll = (history: History) =>
  act(history, { kind: "skip_events", events: history.order.events.slice(1).map((event) => event.number) });
const underpaid = () => {
  const start = activated(instalmentOrder({ parts: 2 }));
  return collected(
    act(start, {
      kind: "reschedule_event",
      event: 2,
      scheduledAt: start.now + 70 * DAY,
      amount: 4_000,
      alsoLater: false,
    }),
    2,
  );
};

const lives: readonly [code: string, sentence: string, history: History, button: string | null][] = [
  ["draft", "no payment was tried", subscriptionOrder(), "request_link"],
  ["not_paid_yet", "payment link was shown on", linked(singleOrder()), "request_link"],
  [
    "rejected",
    "by phone was declined",
    paidFirst(singleOrder(), "soft", cards.visa, "terminal"),
    "request_link",
  ],
  ["cancelled", "by Ada Sand. Nothing is collected", act(singleOrder(), { kind: "cancel_order" }), null],
  ["complete", "Nothing more is collected", activated(singleOrder()), null],
  ["complete", "by Ada Sand", act(activated(meteredOrder()), { kind: "complete_order" }), null],
  [
    "held_on_card",
    "EUR 100.00, held on the card",
    activated(singleOrder({ preauthorise: true })),
    "capture_payment",
  ],
  [
    "paused",
    "by Ada Sand; nothing",
    act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null }),
    "resume_order",
  ],
  [
    "at_gateway",
    "Ada Sand started a payment of EUR 100.00",
    act(activated(instalmentOrder()), { kind: "execute_event", event: 1 }),
    null,
  ],
  [
    "result_unknown",
    "not known yet",
    forward(activated(instalmentOrder()), Date.UTC(2026, 1, 1, 9), "silence"),
    null,
  ],
  [
    "sum_to_confirm",
    "was shown",
    cardEntered(overdue(hardDeclined(activated(instalmentOrder()))), 0),
    "collect_outstanding",
  ],
  ["hard_decline", "declined for good", hardDeclined(activated(subscriptionOrder())), "send_update_link"],
  ["retries_used_up", "used up until", worn(), "reschedule_event"],
  [
    "no_retry_planned",
    "no automatic retry",
    softDeclined(activated(instalmentOrder(byHand))),
    "retry_events",
  ],
  ["retry_planned", "retried by itself", softDeclined(activated(instalmentOrder())), "retry_events"],
  [
    "request_held",
    "did not accept",
    forward(activated(instalmentOrder()), Date.UTC(2026, 1, 1, 9), "request"),
    "execute_event",
  ],
  [
    "waiting",
    "a technical failure",
    forward(activated(instalmentOrder()), Date.UTC(2026, 1, 1, 9), "technical"),
    "execute_event",
  ],
  ["due_now", "with the next run", overdue(activated(instalmentOrder())), "execute_event"],
  ["next_payment", "The next payment, EUR 50.00", metered(), "execute_event"],
  ["nothing_scheduled", "No payment is scheduled", activated(meteredOrder()), "schedule_payment"],
  ["nothing_left", "EUR 60.00 of the order's value was not", underpaid(), "complete_order"],
  [
    "card_banned",
    "Mastercard forbids",
    usedElsewhere(activated(instalmentOrder(), cards.master), cards.master, {
      declined: true,
      merchantAdviceCode: "03",
    }),
    "send_update_link",
  ],
];

describe("why nothing is collected", () => {
  it.each(lives)("%s: ... %s ...", (code, sentence, history, button) => {
    expect(why(history).code).toBe(code);
    expect(said(history)).toContain(sentence);
    expect(change(history)?.kind ?? null).toBe(button);
  });

  it("is told of a subscription that was suspended after its last retry", () => {
    const start = softDeclined(
      activated(subscriptionOrder({ merchant: { endAction: "suspend", autoRetryDays: [1] } })),
    );
    const history = forward(start, start.now + DAY, "soft");
    expect(history.order.status).toBe("suspended");
    expect(why(history).code).toBe("suspended_after_retries");
  });

  it("is told of a merchant whose configuration the gateway refuses", () => {
    const history = activated(instalmentOrder({ merchant: { isStopped: true } }));
    expect(why(history).code).toBe("merchant_stopped");
    expect(change(history)).toBeNull();
  });

  it("names what only a person can change before what time changes", () => {
    const history = skipAll(softDeclined(activated(instalmentOrder(byHand))));
    expect(why(history).code).toBe("no_retry_planned");
  });
});

describe("every lived order", () => {
  const everywhere = [
    ...makers.flatMap((make) => {
      const start = make();
      const lived = activated(linked(start));
      return [start, linked(start), paidFirst(start, "hard", cards.visa, "terminal"), lived];
    }),
    ...[instalmentOrder, subscriptionOrder].flatMap((make) => {
      const lived = activated(make());
      return [softDeclined(lived), hardDeclined(lived), collected(lived), overdue(lived)];
    }),
    softDeclined(metered()),
    hardDeclined(metered()),
    ...lives.map(([, , history]) => history),
    ...fullLives(),
  ];

  it.each(everywhere.map((history) => [history.order.type, history.order.status, history] as const))(
    "%s, %s: has a reason in words, and what it offers is accepted",
    (_type, _status, history) => {
      expect(said(history)).toMatch(/^[A-Z].+\.$/);
      expect(said(history)).not.toMatch(/undefined|null|NaN/);
      const offered = change(history);
      if (offered) expect(may(history.order, offered, history.now)).toBeNull();
    },
  );
});
