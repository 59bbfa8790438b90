import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { z } from "zod";
import { answerWith } from "@/lib/answer-status";
import { type Admitted, admit } from "@/lib/auth/admission";
import type { Permission } from "@/lib/auth/permissions";
import { addressOf } from "@/lib/auth/request-address";
import { signedIn } from "@/lib/auth/require-staff";
import { type SignedIn, staffAt } from "@/lib/auth/staff";
import { database } from "@/lib/database";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import { formOf, type Invalid, isForm, read } from "@/lib/form";
import { type LinkHolder, linkHolder } from "@/lib/link-holder";

/**
 * A server action of staff: who, what, whether. The form carries the code of the merchant whose page it stands on, and
 * membership and role are checked for that one. Session and role come before the input is looked at, and the input
 * before anything is done. Faults are thrown; every other no is a value.
 *
 *   export const addNote = staffAction("orders", NoteForm, async (staff, { zuid, text }) => …)
 */
export function staffAction<Form extends z.ZodType, Value>(
  permission: Permission,
  form: Form,
  run: (staff: Admitted, input: z.output<Form>) => Promise<HandlerResult<Value>>,
): Action<Value> {
  return async (_previous, given) => {
    const person = await signedIn();
    if (!person) return signedOut(given);
    const staff = staffAt(person, String(formOf(given).merchant));
    if (!staff) notFound();
    const admitted = admit(staff, permission);
    if (!admitted) return { refused: "Your role does not allow this.", typed: formOf(given) };
    return answer(form, given, (input) => run(admitted, input), admitted.user.timeZone);
  };
}

/** The same for what concerns the person alone, wherever they work. */
export function personAction<Form extends z.ZodType, Value>(
  form: Form,
  run: (person: SignedIn, input: z.output<Form>) => Promise<HandlerResult<Value>>,
): Action<Value> {
  return async (_previous, given) => {
    const person = await signedIn();
    if (!person) return signedOut(given);
    return answer(form, given, (input) => run(person, input), person.user.timeZone);
  };
}

/** The same for the customer who holds a payment link: the form carries its token, and nothing outside it is reached. */
export function customerAction<Form extends z.ZodType, Value>(
  form: Form,
  run: (customer: LinkHolder, input: z.output<Form>) => Promise<HandlerResult<Value>>,
): Action<Value> {
  return async (_previous, given) => {
    const token = Token.safeParse(formOf(given).token).data;
    const address = addressOf(await headers());
    const customer = token ? await linkHolder(database(), token, address, Date.now()) : null;
    if (customer === "limited") return { refused: tooMany, typed: {} };
    if (!customer) notFound();
    return answer(form, given, (input) => run(customer, input));
  };
}

/** The same for somebody nobody knows yet. */
export function visitorAction<Form extends z.ZodType, Value>(
  form: Form,
  run: (input: z.output<Form>) => Promise<HandlerResult<Value>>,
): Action<Value> {
  return async (_previous, given) => answer(form, given, run);
}

/** What an action answers with. `typed` gives the form back what was typed: React empties it otherwise. */
export type ActionResult<Value> =
  | { ok: true; value: Value }
  | Invalid
  | { refused: string; signedOut?: true; typed: Record<string, string> }
  /** Somebody else changed the order meanwhile: nothing was done, look at it again. */
  | { stale: true; version: number; typed: Record<string, string> };

/** Fits `useActionState`. Takes a form, or a plain object with the same fields. */
export type Action<Value> = (
  previous: ActionResult<unknown> | null,
  given: FormData | Record<string, unknown>,
) => Promise<ActionResult<Value>>;

/** What `run` comes to. */
export type HandlerResult<Value> =
  | { value: Value }
  | { refusal: Refusal }
  | { refused: string }
  | { invalid: Record<string, string> }
  | { stale: { version: number } }
  | { notFound: true };

async function answer<Form extends z.ZodType, Value>(
  form: Form,
  given: FormData | Record<string, unknown>,
  run: (input: z.output<Form>) => Promise<HandlerResult<Value>>,
  zone?: string,
): Promise<ActionResult<Value>> {
  if (!isForm(given)) {
    answerWith(400);
    return { invalid: { form: "Nothing was sent that could be read." }, typed: {} };
  }
  const input = read(form, given);
  if (!input.ok) return input.invalid;
  const typed = formOf(given);
  const outcome = await run(input.value);
  if ("value" in outcome) return { ok: true, value: outcome.value };
  if ("refusal" in outcome) return { refused: explainRefusal(outcome.refusal, zone), typed };
  if ("refused" in outcome) return { refused: outcome.refused, typed };
  if ("invalid" in outcome) return { invalid: outcome.invalid, typed };
  if ("stale" in outcome) return { stale: true, version: outcome.stale.version, typed };
  return notFound();
}

function signedOut(given: FormData | Record<string, unknown>) {
  return {
    refused:
      "You are signed out, and nothing was done. Sign in, then send this again: what you typed is kept.",
    signedOut: true as const,
    typed: formOf(given),
  };
}

const Token = z.string().max(80);
const tooMany = "That was often in a short time. Wait a few minutes, then try again.";
