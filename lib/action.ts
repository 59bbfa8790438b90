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
import { type ActionResult, invalid, type Result, refused, type Typed } from "@/lib/domain/order/result";
import type { ActResult } from "@/lib/domain/words/act-result";
import { fieldSent, formOf, isForm, read } from "@/lib/form";
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
    if (!person) return { is: "signed_out", typed: formOf(given) };
    const staff = staffAt(person, String(formOf(given).merchant));
    if (!staff) notFound();
    const admitted = admit(staff, permission);
    if (!admitted) return { ...refused("Your role does not allow this."), typed: formOf(given) };
    return answer(form, given, (input) => run(admitted, input), admitted.user.timeZone);
  };
}

/** What an act came to, and the address of ours where the browser goes from here. */
export type Acted = ActResult & { readonly to: string };

/** The same for what concerns the person alone, wherever they work. */
export function personAction<Form extends z.ZodType, Value>(
  form: Form,
  run: (person: SignedIn, input: z.output<Form>) => Promise<HandlerResult<Value>>,
): Action<Value> {
  return async (_previous, given) => {
    const person = await signedIn();
    if (!person) return { is: "signed_out", typed: formOf(given) };
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
    if (customer === "limited") return refused(tooMany);
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

/** Fits `useActionState`. Takes a form, or a plain object with the same fields. */
export type Action<Value> = (
  previous: ActionResult<unknown> | null,
  given: FormData | Record<string, unknown>,
) => Promise<ActionResult<Value>>;

/** What `run` comes to: a refusal is the rules' own, or a sentence where none of them speaks. */
export type HandlerResult<Value> = Result<Value, Refusal | string>;

async function answer<Form extends z.ZodType, Value>(
  form: Form,
  given: FormData | Record<string, unknown>,
  run: (input: z.output<Form>) => Promise<HandlerResult<Value>>,
  zone?: string,
): Promise<ActionResult<Value>> {
  if (!isForm(given)) {
    answerWith(400);
    return { is: "invalid", fields: { form: "The request could not be read." } };
  }
  const input = read(form, given);
  const typed = formOf(given);
  if (input.is === "invalid") return { ...input, typed };
  const result = await run(input.value);
  switch (result.is) {
    case "done":
      return result;
    case "refused":
      return { ...refusedInWords(result.why, typed, zone), typed };
    case "not_found":
      return notFound();
    case "invalid":
    case "stale":
    case "signed_out":
      return { ...result, typed };
  }
}

/** Beside the field that it is about, if the form has that one. */
function refusedInWords(why: Refusal | string, typed: Typed, zone?: string): ActionResult<never> {
  if (typeof why === "string") return refused(why);
  const says = explainRefusal(why, zone);
  const field = fieldSent(why, typed);
  return field ? invalid({ [field]: says }) : refused(says);
}

const Token = z.string().max(80);
const tooMany = "Too many attempts. Wait a few minutes, then try again.";
