import type { Trigger } from "../order/lifecycle";
import type { Actor, Order, OrderType } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";

/**
 * Everything about one command: its fields, the statuses that allow it, what it does, and samples for random tests.
 * For commands of staff also the permission and the label of its button. Each is in a file named by its verb;
 * `command.ts` lists them, and all handling of commands is derived from that list.
 */
export type CommandRule<Asked extends object> = {
  /** The row of the lifecycle that decides whether it is allowed; null for a command that no status refuses. */
  readonly row: Trigger | null | ((asked: Asked) => Trigger);
  /** Accepted while a payment of the order is at the gateway. */
  readonly whilePaymentRuns?: boolean | ((asked: Asked) => boolean);
  /** It can send a charge, or open a checkout. */
  readonly mayCharge?: true;
  /** Adds the entries of the command to `changes`, or returns why it is refused. */
  decide(changes: Changeset, asked: Asked, actor: Actor, now: Instant): Refusal | null;
  readonly sample: CommandSample<Asked>;
  readonly staff?: StaffPart<Asked>;
};

/** A command of staff. `fields` are the fields of its form, without the order. */
export type StaffCommandRule<F extends CommandFields> = CommandRule<CommandInput<F>> & {
  readonly fields: F;
  readonly staff: StaffPart<CommandInput<F>>;
};

export type StaffPart<Asked> = {
  /** The permission it requires. */
  readonly permission: "orders" | "billing" | "refunds";
  /** The label of its button, where it names no sum, and the label while it is running. */
  readonly act: string;
  readonly working: string;
  /** The pop-up of the order's page in which one looks on after it; without it, the page. */
  readonly leadsTo?: PopUpAfter | ((asked: Asked) => PopUpAfter | null);
  /** The menus of an order's page that offer it. */
  readonly menu?: readonly MenuEntry<Asked>[];
  /** How it is done to many orders at once; without it, to one at a time only. */
  readonly bulk?: BulkPart<Asked>;
  /** Labels of its fields, where its pop-up is drawn from this record. */
  readonly labels?: Readonly<Record<string, string>>;
};

type PopUpAfter = "payments" | "cards" | "show-link" | "collect-payment";

export type BulkPart<Asked> = {
  /** Its item in the menu of a selection. */
  readonly item: string;
  /** What is chosen once for all orders. */
  readonly asks?: "time";
  /** Its input for one order; null when there is nothing in the order that it could be about. */
  of(order: Order, now: Instant, chosen: BulkChoice): Asked | null;
  /** The money that it collects, moves or gives up, or that the customer is asked for, in minor units. */
  sum(order: Order, asked: Asked, now: Instant): number;
};

/** `at`: the time that was chosen for all orders; null where none is asked for. */
export type BulkChoice = { readonly at: Instant | null };

export type MenuEntry<Asked> = {
  readonly in: "actions" | "gear";
  readonly item: string;
  readonly popUp: string;
  /** Offered for orders of these types only; without it, for all. */
  readonly types?: readonly OrderType[];
  /** Sample input, used to check whether the command would be accepted. */
  as(now: Instant): Asked;
};

/** Lets the compiler infer a rule's input from its fields. */
export function staffRule<const F extends CommandFields>(rule: StaffCommandRule<F>): StaffCommandRule<F> {
  return rule;
}

/** How often random tests ask the command before and after the first approval, as shares, and with which input. */
type CommandSample<Asked> = {
  readonly early: number;
  readonly late: number;
  ask(at: { order: Order; now: Instant }, wish: RandomChoice): Asked;
};

/** Random numbers: `a` and `b` choose the event, payment, card or day. */
type RandomChoice = { a: number; b: number; amount: number };

/** A form field, as data. */
export type CommandField =
  | { readonly is: "number"; readonly least: number; readonly most: number; readonly optional?: true }
  | { readonly is: "numbers"; readonly least: number; readonly most: number }
  | { readonly is: "flag" }
  | { readonly is: "text"; readonly most: number }
  | { readonly is: "id"; readonly most: number }
  | { readonly is: "one_of"; readonly words: readonly string[] };

export type CommandFields = Readonly<Record<string, CommandField>>;

/** The values of a form with these fields. */
export type CommandInput<F extends CommandFields> = { readonly [Name in keyof F]: FieldValue<F[Name]> };

type FieldValue<One extends CommandField> = One extends { is: "number" }
  ? One extends { optional: true }
    ? number | null
    : number
  : One extends { is: "numbers" }
    ? readonly number[]
    : One extends { is: "flag" }
      ? boolean
      : One extends { is: "one_of"; words: readonly (infer Word)[] }
        ? Word
        : string;

/** The number of a billing event, a transaction or a report within its order. */
export const numberField = { is: "number", least: 1, most: 1_000_000 } as const;
export const indexField = { is: "number", least: 0, most: 1_000 } as const;
export const numbersField = { is: "numbers", least: 1, most: 1_000_000 } as const;
/** Minor units of the order's currency. */
export const amountField = { is: "number", least: 0, most: 99_999_999_999 } as const;
export const optionalAmountField = { ...amountField, optional: true } as const;
/** Milliseconds since the epoch, to the year 3002. */
export const instantField = { is: "number", least: 0, most: 32_503_680_000_000 } as const;
export const optionalInstantField = { ...instantField, optional: true } as const;
export const flagField = { is: "flag" } as const;
export const noteField = { is: "text", most: 2_000 } as const;
/** A card, by its registration id. */
export const cardIdField = { is: "id", most: 100 } as const;
