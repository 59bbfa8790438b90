import type { Refusal } from "./refusal";

/**
 * The result of a command, from the lock on the order to the form. Anything else is a fault, and thrown.
 *
 * `No` is the type of a refusal: the rule's own, until the edge puts it into words.
 */
export type Result<Value, No = Refusal> =
  | { readonly is: "done"; readonly value: Value }
  /** A rule says no, and nothing was done. */
  | { readonly is: "refused"; readonly why: No }
  /** The order was changed meanwhile, and nothing was done: it is at this version now. */
  | { readonly is: "stale"; readonly version: number }
  /** Invalid input, by the name of its field; `form` for all of it. */
  | { readonly is: "invalid"; readonly fields: Readonly<Record<string, string>> }
  /** The session is over: sign in first. */
  | { readonly is: "signed_out" }
  /** It does not exist, or belongs to another merchant. */
  | { readonly is: "not_found" };

export function done<Value>(value: Value): { is: "done"; value: Value } {
  return { is: "done", value };
}

export function refused<No>(why: No): { is: "refused"; why: No } {
  return { is: "refused", why };
}

export function invalid(fields: Readonly<Record<string, string>>): { is: "invalid"; fields: typeof fields } {
  return { is: "invalid", fields };
}

/** The value of a result that must be done; anything else is a fault. */
export function doneOf<Value>(result: Result<Value, unknown>): Value {
  if (result.is === "done") return result.value;
  throw new Error(`not done: ${JSON.stringify(result)}`);
}

/**
 * A result as a form gets it: in words, with what was typed, because React empties a form otherwise. Not found has
 * a page of its own.
 */
export type ActionResult<Value> = Exclude<Result<Value, string>, { is: "not_found" }> & {
  readonly typed?: Typed;
};

export type Typed = Readonly<Record<string, string>>;
