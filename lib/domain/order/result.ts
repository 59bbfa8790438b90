import type { Refusal } from "./refusal";

/**
 * What came of asking for something: one of these, from the lock on the order to the form that asked. What is none of
 * them is a fault, and thrown.
 *
 * `No` is what a refusal is: the rule's own, until the edge has put it into words.
 */
export type Result<Value, No = Refusal> =
  | { readonly is: "done"; readonly value: Value }
  /** A rule says no, and nothing was done. */
  | { readonly is: "refused"; readonly why: No }
  /** Somebody changed the order meanwhile, and nothing was done: it is at this version now. */
  | { readonly is: "stale"; readonly version: number }
  /** What was typed does not fit, by the name of its field; `form` for all of it. */
  | { readonly is: "invalid"; readonly fields: Readonly<Record<string, string>> }
  /** Whoever asks has to sign in first. */
  | { readonly is: "signed_out" }
  /** There is no such thing, or it is another merchant's. */
  | { readonly is: "not_found" };

export function done<Value>(value: Value): { is: "done"; value: Value } {
  return { is: "done", value };
}

export function refused<No>(why: No): { is: "refused"; why: No } {
  return { is: "refused", why };
}

/** What was done, for whoever knows that nothing stands in the way: anything else is a fault then. */
export function doneOf<Value>(result: Result<Value, unknown>): Value {
  if (result.is === "done") return result.value;
  throw new Error(`not done: ${JSON.stringify(result)}`);
}

/**
 * A result as a form gets it: in words, with what was typed, for React empties a form otherwise. What is not there has
 * a page of its own.
 */
export type ActionResult<Value> = Exclude<Result<Value, string>, { is: "not_found" }> & {
  readonly typed?: Typed;
};

export type Typed = Readonly<Record<string, string>>;
