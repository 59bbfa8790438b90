import type { Trigger } from "../order/lifecycle";
import type { Actor, Order, OrderType } from "../order/order";
import type { Refusal } from "../order/refusal";
import type { Instant } from "../value/calendar";
import type { Unfolding } from "./unfold";

/**
 * One thing that can be asked of an order, whole: what it carries, when it is allowed, what it does, and how the random
 * lives ask for it. What staff can ask says also who of them may and what its button says. The file of each is named by
 * its verb; `command.ts` lists them, and whatever handles commands is made from that list.
 */
export type Rule<Asked extends object> = {
  /** The row of the matrix that it is judged by; null for what no status can refuse. */
  readonly row: Trigger | null | ((asked: Asked) => Trigger);
  /** Accepted while a payment of the order is at the gateway. */
  readonly whilePaymentRuns?: boolean | ((asked: Asked) => boolean);
  /** It may send a charge, or open the way to one. */
  readonly mayCharge?: true;
  /** Adds what happens, or says why nothing does. */
  decide(u: Unfolding, asked: Asked, actor: Actor, now: Instant): Refusal | null;
  readonly sample: Sample<Asked>;
  readonly staff?: StaffPart<Asked>;
};

/** What staff can ask for. `fields` is what a form of it holds, beside the order. */
export type StaffRule<F extends Fields> = Rule<Typed<F>> & {
  readonly fields: F;
  readonly staff: StaffPart<Typed<F>>;
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
export function staffRule<const F extends Fields>(rule: StaffRule<F>): StaffRule<F> {
  return rule;
}

/** How often a command is asked of an order before its first approval and after it, as shares, and with what. */
export type Sample<Asked> = {
  readonly early: number;
  readonly late: number;
  ask(at: { order: Order; now: Instant }, wish: Wish): Asked;
};

/** Numbers that chance gives: `a` and `b` choose of which event, payment, card or day. */
export type Wish = { a: number; b: number; amount: number };

/** A field of a form, as data. */
export type Field =
  | { readonly is: "number"; readonly least: number; readonly most: number; readonly optional?: true }
  | { readonly is: "numbers"; readonly least: number; readonly most: number }
  | { readonly is: "flag" }
  | { readonly is: "text"; readonly most: number }
  | { readonly is: "id"; readonly most: number }
  | { readonly is: "one_of"; readonly words: readonly string[] };

export type Fields = Readonly<Record<string, Field>>;

/** What a form with these fields comes to. */
export type Typed<F extends Fields> = { readonly [Name in keyof F]: Value<F[Name]> };

type Value<One extends Field> = One extends { is: "number" }
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
export const number = { is: "number", least: 1, most: 1_000_000 } as const;
export const place = { is: "number", least: 0, most: 1_000 } as const;
export const numbers = { is: "numbers", least: 1, most: 1_000_000 } as const;
/** Minor units of the order's currency. */
export const amount = { is: "number", least: 0, most: 99_999_999_999 } as const;
export const optionalAmount = { ...amount, optional: true } as const;
/** Milliseconds since the epoch, to the year 3002. */
export const instant = { is: "number", least: 0, most: 32_503_680_000_000 } as const;
export const optionalInstant = { ...instant, optional: true } as const;
export const flag = { is: "flag" } as const;
export const note = { is: "text", most: 2_000 } as const;
/** A card, by its registration. */
export const cardId = { is: "id", most: 100 } as const;
