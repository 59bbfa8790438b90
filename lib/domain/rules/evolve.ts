import type { Outcome } from "../decline/decline-codes";
import type { BillingEvent } from "../order/billing-event";
import { normaliseFingerprint } from "../order/card";
import { withFacts } from "../order/card-facts";
import { cardOfEntry, channelOfEntry, countRetry, eventOfEntry, factsAfter } from "../order/older-entries";
import type { Attempt, Buyer, MerchantTerms, Order, Report } from "../order/order";
import type { Entry, NoVerdict } from "../order/order-log";
import { withNewPrice, withPrice, withPriceOf } from "../order/price";

/**
 * The order after an entry. Depends on nothing else, so replaying the log gives the stored rows. Events and
 * attempts that an entry does not change keep their object identity.
 */
export function evolve(order: Order, entry: Entry): Order {
  return { ...apply(order, entry), version: order.version + 1 };
}

export function evolveAll(order: Order, entries: readonly Entry[]): Order {
  return entries.reduce(evolve, order);
}

/** The order after its first entry, with the merchant and buyer it is read with. */
export function createdOrder(entry: Entry, merchant: MerchantTerms, { wallet, cardUses }: Buyer): Order {
  if (entry.kind !== "order_created")
    throw new Error(`an order begins with order_created, not ${entry.kind}`);
  return { ...entry.order, merchant, wallet, cardUses };
}

function apply(order: Order, entry: Entry): Order {
  switch (entry.kind) {
    case "order_created":
      throw new Error("an order is created once");
    case "status_changed": {
      const moved = { ...order, status: entry.to };
      const stopsRetrying = ["suspended", "paused", "complete"].includes(entry.to);
      return stopsRetrying ? withEvents(moved, dropPlannedRetries) : moved;
    }
    case "order_activated":
      return { ...order, activatedAt: entry.at, anchorAt: entry.anchorAt };
    case "events_scheduled":
      return withPriceOf(entry.events, {
        ...order,
        events: [...order.events, ...entry.events.map(eventOfEntry)],
      });
    case "event_rescheduled": {
      const rescheduled = changeEvent(order, entry.event, (event) => ({
        ...idle(event),
        status: "scheduled",
        scheduledAt: entry.scheduledAt,
        amount: entry.amount,
      }));
      const plan = order.plan;
      if (entry.laterPrice === null || plan?.kind !== "subscription") return rescheduled;
      return { ...rescheduled, plan: withPrice(plan, entry.laterPrice) };
    }
    case "events_skipped":
      return {
        ...withEvents(order, (event) =>
          entry.events.includes(event.number)
            ? { ...idle(event), status: "skipped", wasSkipped: true }
            : event,
        ),
        total: entry.newTotal,
      };
    case "events_unskipped": {
      const back = new Map(entry.events.map(({ event, scheduledAt }) => [event, scheduledAt]));
      return {
        ...withEvents(order, (event) => {
          const scheduledAt = back.get(event.number);
          return scheduledAt === undefined ? event : { ...event, status: "scheduled", scheduledAt };
        }),
        total: entry.newTotal,
      };
    }
    case "price_changed":
      return withNewPrice(order, entry);
    case "details_changed":
      return { ...order, ...entry.after };
    case "events_merged": {
      const merged = withEvents(order, (event) =>
        entry.events.includes(event.number)
          ? { ...idle(event), status: "merged", mergedInto: entry.into.number }
          : event,
      );
      return { ...merged, events: [...merged.events, eventOfEntry(entry.into)] };
    }
    case "retries_requested":
      return { ...order, retryQueue: entry.events };
    case "retry_queue_stopped":
      return { ...order, retryQueue: [], retryQueueActor: null };
    case "payment_started":
      return startPayment(order, entry.attempt);
    case "payment_unknown":
      return changeAttempt(order, entry.attempt, (attempt) => ({ ...attempt, state: "unknown" }));
    case "payment_approved": {
      const settled = changeAttempt(overFirstChannel(order, entry.attempt), entry.attempt, (attempt) => ({
        ...attempt,
        state: "approved",
        settledAt: entry.at,
        outcome: "approved",
        answer: entry.answer,
      }));
      const { collects } = entry;
      if (!collects) return settled;
      return changeEventOfAttempt(settled, entry.attempt, (event) => ({
        ...idle(event),
        status: collects,
        executedAt: entry.at,
        technicalFailures: 0,
        cardFacts: countRetry(event, entry, event.cardFacts.at(-1)?.card ?? null),
      }));
    }
    case "payment_declined":
      return decline(order, entry);
    case "payment_abandoned": {
      const settled = changeAttempt(order, entry.attempt, (attempt) => ({
        ...attempt,
        state: "abandoned",
        settledAt: entry.at,
        outcome: isNoVerdict(entry.outcome) ? null : entry.outcome,
        answer: entry.answer,
      }));
      const was = order.attempts.find((attempt) => attempt.number === entry.attempt)?.eventWas;
      if (!was) return settled;
      return changeEventOfAttempt(settled, entry.attempt, (event) =>
        event.status !== "processing"
          ? event
          : {
              ...event,
              status: order.status === "complete" ? "cancelled" : was,
              wait: entry.wait,
              held: entry.held,
              technicalFailures: event.technicalFailures + (entry.outcome === "technical" ? 1 : 0),
            },
      );
    }
    case "duplicate_booked":
      return changeAttempt(order, entry.attempt, (attempt) => ({
        ...attempt,
        state: "duplicate",
        settledAt: entry.at,
        outcome: "approved",
        answer: entry.answer,
      }));
    case "checkout_opened":
    case "booking_reported":
      return { ...order, attempts: [...order.attempts, entry.attempt] };
    case "contradiction_reported": {
      const { at, answer, why, booked } = entry;
      if (at === undefined) return order;
      const report: Report = { answer, why, at, state: booked ? "booked" : "open", reason: "" };
      return changeAttempt(order, entry.attempt, (attempt) => ({
        ...attempt,
        reports: [...(attempt.reports ?? []), report],
      }));
    }
    case "report_closed":
      return closeReport(order, entry);
    case "evidence_proposed":
      return changeAttempt(order, entry.attempt, (one) => ({ ...one, evidence: entry.evidence }));
    case "event_barred":
      return changeEvent(order, entry.event, (event) => ({
        ...idle(event),
        status: "hard_declined",
        wasDeclined: true,
        decline: entry.decline,
        cardFacts: withFacts(event.cardFacts, normaliseFingerprint(entry.card), { barred: true }),
      }));
    case "charge_postponed":
      return changeEvent(order, entry.event, (event) => ({ ...event, wait: entry.wait }));
    case "terms_applied":
      return entry.retries.reduce(
        (state, { event: number, planned }) =>
          changeEvent(state, number, (event) => ({ ...event, plannedRetries: planned })),
        order,
      );
    case "planned_retry_dropped":
      return changeEvent(order, entry.event, (event) => ({ ...event, plannedRetries: entry.remaining }));
    case "card_registered":
      return {
        ...order,
        wallet: [...order.wallet, { ...cardOfEntry(order, entry.card), state: "usable", preferred: false }],
      };
    case "network_references_kept":
      return {
        ...order,
        wallet: order.wallet.map((card) =>
          card.id === entry.cardId
            ? { ...card, networkReferences: [...card.networkReferences, ...entry.references] }
            : card,
        ),
      };
    case "card_replaced":
      return {
        ...order,
        channel: channelOfEntry(order, entry) ?? order.channel,
        cardId: entry.cardId,
        cardSince: entry.at,
        citId: entry.citId,
      };
    case "collection_pending":
      return { ...order, pendingCollection: entry.collection };
    case "collection_settled":
      return { ...order, pendingCollection: null };
    case "order_paused":
      return {
        ...withEvents(order, (event) => {
          if (event.status === "scheduled") return { ...event, status: "paused", wait: null };
          return entry.dropped?.includes(event.number) ? { ...event, wait: null } : event;
        }),
        pausedAt: entry.at,
        pausedFrom: entry.from,
        resumeAt: entry.resumeAt,
      };
    case "order_resumed": {
      const resumed = withEvents(order, (event) =>
        event.status === "paused" ? { ...event, status: "scheduled" } : event,
      );
      const moved = entry.moved.reduce(
        (state, { event: number, scheduledAt, cycle }) =>
          changeEvent(state, number, (event) => ({ ...event, scheduledAt, cycle })),
        resumed,
      );
      return { ...moved, pausedAt: null, pausedFrom: null, resumeAt: null };
    }
    case "order_completed":
      return {
        ...withEvents(order, (event) =>
          entry.cancelled.includes(event.number) ? { ...idle(event), status: "cancelled" } : event,
        ),
        endedAt: entry.at,
        pendingCollection: null,
        retryQueue: [],
        retryQueueActor: null,
        resumeAt: null,
      };
    case "order_cancelled":
      return { ...order, endedAt: entry.at };
    case "pending_timer_started":
      return {
        ...order,
        linkRequestedAt: entry.at,
        notices: { ...order.notices, reminders: 0, lastReminderAt: null },
      };
    case "reminder_sent":
      return {
        ...order,
        notices: {
          ...order.notices,
          reminders: order.notices.reminders + (entry.automatic ? entry.counts : 0),
          lastReminderAt: entry.at,
        },
      };
    case "renewal_announced": {
      const { event, scheduledAt, amount } = entry;
      const isWhole = scheduledAt !== undefined && amount !== undefined;
      const renewalAnnounced = isWhole ? { event, scheduledAt, amount } : event;
      return { ...order, notices: { ...order.notices, renewalAnnounced } };
    }
    case "card_expiry_announced":
      return {
        ...order,
        notices: {
          ...order.notices,
          expiringAnnounced: entry.cardId,
          expiredAnnounced: entry.expired ? entry.cardId : order.notices.expiredAnnounced,
        },
      };
    case "link_requested":
    case "link_withdrawn":
    case "link_renewed":
    case "consent_recorded":
    case "evidence_confirmed":
    case "gateway_asked":
    case "note_added":
    case "update_link_sent":
      return order;
  }
}

/** Its event returns to its former state and waits for staff: what was charged is not charged again automatically. */
function closeReport(order: Order, entry: Extract<Entry, { kind: "report_closed" }>): Order {
  const attempt = order.attempts.find(({ number }) => number === entry.attempt);
  const isOpen = attempt && ["prepared", "sent", "unknown"].includes(attempt.state);
  const settled = changeAttempt(order, entry.attempt, (one) => ({
    ...one,
    reports: (one.reports ?? []).map((report, i) =>
      i === entry.report ? { ...report, state: entry.how, reason: entry.reason } : report,
    ),
    ...(isOpen ? { state: "abandoned" as const, settledAt: entry.at } : {}),
  }));
  const was = attempt?.eventWas;
  if (!isOpen || !was) return settled;
  const hasEnded = order.status === "complete";
  return changeEventOfAttempt(settled, entry.attempt, (event) =>
    event.status === "processing"
      ? { ...event, status: hasEnded ? "cancelled" : was, wait: null, held: true }
      : event,
  );
}

/** The first approved payment decides the order's channel; a later card check does not. */
function overFirstChannel(order: Order, number: number): Order {
  const initial = order.attempts.filter(({ purpose }) => purpose === "initial");
  const paid = initial.find((attempt) => attempt.number === number);
  return paid && !initial.some(({ state }) => state === "approved")
    ? { ...order, channel: paid.channel }
    : order;
}

function startPayment(order: Order, attempt: Attempt): Order {
  const started: Order = {
    ...order,
    attempts: [...order.attempts, attempt],
    retryQueue: order.retryQueue.filter((number) => number !== attempt.event),
    retryQueueActor: attempt.cause === "retry" ? attempt.actor : order.retryQueueActor,
  };
  return changeEvent(started, attempt.event, (event) => ({
    ...event,
    status: "processing",
    attempts: event.attempts + 1,
    wait: null,
    plannedRetries:
      attempt.cause === "automatic_retry"
        ? event.plannedRetries.filter((at) => at > attempt.startedAt)
        : event.plannedRetries,
  }));
}

function decline(order: Order, entry: Extract<Entry, { kind: "payment_declined" }>): Order {
  const settled = changeAttempt(order, entry.attempt, (attempt) => ({
    ...attempt,
    state: "declined",
    settledAt: entry.at,
    outcome: entry.outcome,
    answer: entry.answer,
  }));
  const after = entry.event;
  if (!after) return settled;
  return changeEventOfAttempt(settled, entry.attempt, (event) => ({
    ...event,
    status: after.status,
    executedAt: entry.at,
    wasDeclined: true,
    technicalFailures: 0,
    wait: null,
    held: false,
    cardFacts: factsAfter(event.cardFacts, after),
    plannedRetries: after.plannedRetries,
    decline: {
      attempt: entry.attempt,
      code: entry.answer?.code ?? "",
      outcome: entry.outcome,
      reason: entry.reason,
      schemeBan: false,
    },
  }));
}

function isNoVerdict(outcome: Outcome | NoVerdict): outcome is NoVerdict {
  return outcome === "not_found" || outcome === "expired" || outcome === "not_sent";
}

/** Clears what was planned for the event: its next try is a new decision. */
function idle(event: BillingEvent): BillingEvent {
  return { ...event, plannedRetries: [], wait: null, held: false };
}

function dropPlannedRetries(event: BillingEvent): BillingEvent {
  return event.plannedRetries.length ? { ...event, plannedRetries: [] } : event;
}

function withEvents(order: Order, change: (event: BillingEvent) => BillingEvent): Order {
  return { ...order, events: order.events.map(change) };
}

function changeEvent(
  order: Order,
  number: number | null,
  change: (event: BillingEvent) => BillingEvent,
): Order {
  return withEvents(order, (event) => (event.number === number ? change(event) : event));
}

function changeAttempt(order: Order, number: number, change: (attempt: Attempt) => Attempt): Order {
  return {
    ...order,
    attempts: order.attempts.map((attempt) => (attempt.number === number ? change(attempt) : attempt)),
  };
}

function changeEventOfAttempt(
  order: Order,
  attempt: number,
  change: (event: BillingEvent) => BillingEvent,
): Order {
  const of = order.attempts.find((candidate) => candidate.number === attempt);
  return changeEvent(order, of?.event ?? null, change);
}
