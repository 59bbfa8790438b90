import { isPermitted } from "@/lib/auth/permissions";
import { cardUpdateSum } from "@/lib/domain/order/balance";
import { isOpen, isOverdue } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import type { Command } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import type { DemoRole } from "./demo-product";
import type { OfferedActs } from "./offered-on-page";

/** What the rules accept of one order at one instant, by the names that the pages have for it. */
export class Rules {
  private readonly shownSum: number;

  constructor(
    private readonly order: Order,
    private readonly now: Instant,
  ) {
    this.shownSum = cardUpdateSum(order, now);
  }

  get menus(): OfferedActs {
    const { type } = this.order;
    const ofType = (name: string, its: typeof type, commands: Command[]): OfferedActs => {
      const isAccepted = this.accepts(...commands);
      if (type === its) return { [name]: isAccepted };
      if (isAccepted) throw new Error(`${name} is accepted, but in no menu of the type ${type}`);
      return {};
    };
    return {
      "Collect payment": this.accepts({ kind: "request_link", how: "display" }),
      "Send link by e-mail": this.accepts({ kind: "request_link", how: "email" }),
      "Show link": this.accepts({ kind: "request_link", how: "display" }),
      ...ofType("Pause", "subscription", [{ kind: "pause_order", resumeAt: null }]),
      ...ofType("Resume", "subscription", [{ kind: "resume_order" }]),
      ...ofType("Change price", "subscription", [{ kind: "change_price", price: 3_141_592 }]),
      "Edit details": this.accepts({ kind: "change_details", invoiceId: "–", memo: "", tags: "" }),
      "Withdraw link": this.accepts({ kind: "withdraw_link" }),
      "Make a new link": this.accepts({ kind: "renew_link" }),
      "Copy order": true,
      "Run forward": true,
      "Send reminder": this.accepts({ kind: "send_reminder" }),
      ...(type === "single" ? {} : { "Send update link": this.accepts({ kind: "send_update_link" }) }),
      Cancel: this.accepts({ kind: "cancel_order" }),
      "Mark as complete": this.accepts({ kind: "complete_order" }),
      ...ofType("Submit payment", "metered", [{ kind: "charge_now", amount: 500, note: "" }]),
      ...ofType("Schedule payment", "metered", this.schedulings),
      // What no single order has.
      Payments: type !== "single",
      Cards: type !== "single",
    };
  }

  /** "refund 3": what can be done with the transactions, by their numbers. */
  followUps(role: DemoRole): string[] {
    if (!isPermitted(role, "refunds")) return [];
    return this.order.attempts
      .flatMap(({ number }) =>
        ["refund", "capture", "reverse"]
          .map((popup) => ({ popup, id: String(number) }))
          .filter((asked) => this.accepts(...this.behind(new URLSearchParams(asked))))
          .map(({ popup, id }) => `${popup} ${id}`),
      )
      .sort();
  }

  /** What can be done with some billing events. */
  acts(events: number[]): OfferedActs {
    const alone = events.length === 1;
    return {
      Reschedule: alone && this.accepts(...this.onEvents("reschedule", events)),
      Merge: this.accepts(...this.onEvents("merge", events)),
      Skip: this.accepts(...this.onEvents("skip", events)),
      "Un-skip": this.accepts(...this.onEvents("unskip", events)),
      Retry: this.accepts(...this.onEvents("retry", events)),
      "Execute now": alone && this.accepts(...this.onEvents("execute", events)),
    };
  }

  get cards(): OfferedActs {
    const { shownSum } = this;
    return {
      ...Object.fromEntries(
        this.order.wallet.map(({ id }) => [id, this.accepts({ kind: "replace_card", cardId: id, shownSum })]),
      ),
      "Add card": this.accepts(this.update("terminal")),
      "Send update link": this.accepts({ kind: "send_update_link" }),
    };
  }

  get toCustomer(): OfferedActs {
    const { shownSum } = this;
    return {
      pay: this.accepts({ kind: "open_checkout", purpose: "initial", via: "link" }),
      "update card": this.accepts(this.update("link")),
      confirm: this.accepts({ kind: "collect_outstanding", shownSum }),
    };
  }

  /** Nothing; one of each kind of event; two of different kinds; all that are open. */
  get selections(): number[][] {
    const { events } = this.order;
    if (events.length === 0) return [];
    const ones = [
      ...new Map(
        events.map((event) => [isOverdue(event, this.now) ? "overdue" : event.status, event.number]),
      ).values(),
    ];
    const open = events.filter(isOpen).map(({ number }) => number);
    const all = [[], ...ones.map((one) => [one]), ones.slice(0, 2), ones.slice(-2), open];
    return [...new Map(all.map((selection) => [String(selection), selection])).values()];
  }

  /** Whether a link leads to something that can be done; one that leads to no act always does. */
  leadsSomewhere(asked: URLSearchParams): boolean {
    const commands = this.behind(asked);
    return commands.length === 0 || this.accepts(...commands);
  }

  /** What the form of a pop-up asks for; of what has a date, any of several. */
  private behind(asked: URLSearchParams): Command[] {
    const attempt = Number(asked.get("id"));
    switch (asked.get("popup")) {
      case "payments":
        return this.onEvents(asked.get("act") ?? "", (asked.get("events") ?? "").split(",").map(Number));
      case "send-link":
        return [{ kind: "request_link", how: "email" }];
      case "resume":
        return [{ kind: "resume_order" }];
      case "complete":
        return [{ kind: "complete_order" }];
      case "collect":
        return [{ kind: "collect_outstanding", shownSum: this.shownSum }];
      case "capture":
        return [{ kind: "capture_payment", attempt, amount: 1 }];
      case "reverse":
        return [{ kind: "reverse_payment", attempt }];
      case "refund":
        return [{ kind: "refund_payment", attempt, amount: 1 }];
      case "schedule-payment":
        return this.schedulings;
      default:
        return [];
    }
  }

  private onEvents(act: string, events: number[]): Command[] {
    const [event = 0] = events;
    switch (act) {
      case "reschedule":
        return this.dates.map((scheduledAt) => {
          return { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false };
        });
      case "merge":
        return this.dates.map((scheduledAt) => ({ kind: "merge_events", events, scheduledAt, amount: null }));
      case "skip":
        return [{ kind: "skip_events", events }];
      case "unskip":
        return [{ kind: "unskip_events", events }];
      case "retry":
        return [{ kind: "retry_events", events }];
      case "execute":
        return [{ kind: "execute_event", event }];
      default:
        return [];
    }
  }

  private get schedulings(): Command[] {
    return this.dates.map((scheduledAt) => ({
      kind: "schedule_payment",
      amount: 500,
      scheduledAt,
      note: "",
    }));
  }

  private get dates(): Instant[] {
    return [1, 2, 8, 31, 62, 400].map((days) => this.now + days * DAY);
  }

  private update(via: "link" | "terminal"): Command {
    return { kind: "open_checkout", purpose: "card_update", via, shownSum: this.shownSum };
  }

  private accepts(...commands: Command[]): boolean {
    return commands.some((command) => may(this.order, command, this.now) === null);
  }
}
