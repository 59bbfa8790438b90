import type { Trigger } from "../order/lifecycle";
import type { Actor, Order, OrderType } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";

/**
 * One thing that can be asked of an order, whole: what it carries, when it is allowed, what it does, and how the random
 * lives ask for it. What staff can ask says also who of them may and what its button says. The file of each is named by
 * its verb; `command.ts` lists them, and whatever handles commands is made from that list.
 */
export type CommandRule<Asked extends object> = {
  /** The row of the matrix that it is judged by; null for what no status can refuse. */
  readonly row: Trigger | null | ((asked: Asked) => Trigger);
  /** Accepted while a payment of the order is at the gateway. */
  readonly whilePaymentRuns?: boolean | ((asked: Asked) => boolean);
  /** It may send a charge, or open the way to one. */
  readonly mayCharge?: true;
  /** Adds what happens, or says why nothing does. */
  decide(changes: Changeset, asked: Asked, actor: Actor, now: Instant): Refusal | null;
  readonly sample: CommandSample<Asked>;
  readonly staff?: StaffPart<Asked>;
};

/** What staff can ask for. `fields` is what a form of it holds, beside the order. */
export type StaffCommandRule<F extends CommandFields> = CommandRule<CommandInput<F>> & {
  readonly fields: F;
  readonly staff: StaffPart<CommandInput<F>>;
};

export type StaffPart<Asked> = {
  /** Which of the permissions it takes. */
  readonly permission: "orders" | "billing" | "refunds";
  /** What its button says, where no sum is to be named, and what it says while the act is on its way. */
  readonly act: string;
  readonly working: string;
  /** Where the menus of an order's page offer it. */
  readonly menu?: readonly MenuEntry<Asked>[];
  /** What the fields that are typed into are called, where its pop-up is drawn from its record. */
  readonly labels?: Readonly<Record<string, string>>;
};

export type MenuEntry<Asked> = {
  readonly in: "actions" | "gear";
  readonly item: string;
  readonly popUp: string;
  /** Orders of other types do not have it; without it all do. */
  readonly types?: readonly OrderType[];
  /** What stands for whatever will be typed: whether it would be accepted is asked with this. */
  as(now: Instant): Asked;
};

/** Lets the compiler read from its fields what a rule is asked with. */
export function staffRule<const F extends CommandFields>(rule: StaffCommandRule<F>): StaffCommandRule<F> {
  return rule;
}

/** How often a command is asked of an order before its first approval and after it, as shares, and with what. */
type CommandSample<Asked> = {
  readonly early: number;
  readonly late: number;
  ask(at: { order: Order; now: Instant }, wish: RandomChoice): Asked;
};

/** Numbers that chance gives: `a` and `b` choose of which event, payment, card or day. */
type RandomChoice = { a: number; b: number; amount: number };

/** A field of a form, as data. */
export type CommandField =
  | { readonly is: "number"; readonly least: number; readonly most: number; readonly optional?: true }
  | { readonly is: "numbers"; readonly least: number; readonly most: number }
  | { readonly is: "flag" }
  | { readonly is: "text"; readonly most: number }
  | { readonly is: "id"; readonly most: number }
  | { readonly is: "one_of"; readonly words: readonly string[] };

export type CommandFields = Readonly<Record<string, CommandField>>;

/** What a form with these fields comes to. */
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
/** A card, by its registration. */
export const cardIdField = { is: "id", most: 100 } as const;
