import { z } from "zod";
import type { Refusal } from "@/lib/domain/order/refusal";
import { done, type Result } from "@/lib/domain/order/result";
import type { CommandField, CommandFields, CommandInput } from "@/lib/domain/rules/command-rule";
import { isStorable } from "@/lib/domain/value/storable";

/** Reads a form, or a plain object with the same fields, by a schema. A field that came more than once is a list. */
export function read<Form extends z.ZodType>(
  form: Form,
  given: FormData | Record<string, unknown>,
): Extract<Result<z.output<Form>>, { is: "done" | "invalid" }> {
  const fields = given instanceof FormData ? fieldsOf(given) : given;
  const invalid: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields ?? {})) {
    const [place] = unstorableIn(value, name);
    if (place) invalid[place] = "This contains a character that cannot be saved. Enter it again.";
  }
  if (Object.keys(invalid).length > 0) return { is: "invalid", fields: invalid };
  const parsed = form.safeParse(fields);
  if (parsed.success) return done(parsed.data);
  for (const issue of parsed.error.issues) {
    const field = issue.path.length > 0 ? issue.path.join(".") : "form";
    invalid[field] ??= issue.message;
  }
  return { is: "invalid", fields: invalid };
}

/** The schema of a form with these fields. */
export function formWith<F extends CommandFields>(fields: F): z.ZodType<CommandInput<F>> {
  const shape = Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]);
  return z.object(Object.fromEntries(shape)) as unknown as z.ZodType<CommandInput<F>>;
}

function schemaOf(field: CommandField): z.ZodType {
  switch (field.is) {
    case "number": {
      const number = wholeNumber(field.least, field.most);
      return field.optional ? number.optional().transform((value) => value ?? null) : number;
    }
    case "numbers":
      return many(wholeNumber(field.least, field.most));
    case "flag":
      return wholeNumber(0, 1).transform((value) => value === 1);
    case "text":
      return z.string().max(field.most, `Enter at most ${field.most} characters.`).default("");
    case "id":
      return z.string().min(1).max(field.most);
    case "one_of":
      return z.enum(field.words);
  }
}

/** A list in a form: none, one or many fields of the same name. */
export function many<Item extends z.ZodType>(item: Item) {
  const asList = (value: unknown) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
  return z.preprocess(asList, z.array(item).max(1_000));
}

/** A whole number as a form writes it. */
export function wholeNumber(least: number, most: number) {
  const error = `Enter a whole number from ${least} to ${most}.`;
  const asNumber = (value: unknown) =>
    typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return z.preprocess(asNumber, z.int({ error }).min(least, { error }).max(most, { error }));
}

/** The texts of a form, one a field, without what React adds and what nobody may see again. */
export function formOf(given: FormData | Record<string, unknown>): Record<string, string> {
  const fields = given instanceof FormData ? fieldsOf(given) : isForm(given) ? given : {};
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string" && !/password|secret|code$/i.test(name))
      typed[name] = value.slice(0, longestKept);
  }
  return typed;
}

/** The form's field that a refusal is about; null when it is about the order, its payments or its card. */
export function fieldOf({ code }: Refusal): "sum" | "on" | "text" | null {
  switch (code) {
    case "amount_not_positive":
    case "amount_too_large":
    case "refund_too_large":
    case "capture_too_large":
      return "sum";
    case "date_not_ahead":
    case "date_too_far":
    case "date_in_used_window":
    case "resume_not_ahead":
      return "on";
    case "note_empty":
    case "note_too_long":
    case "card_number_in_text":
      return "text";
    default:
      return null;
  }
}

/** The same, by the name that it has in a form with these fields. */
export function fieldSent(why: Refusal, sent: object): string | null {
  if (why.code === "order_invalid") return why.field in sent ? why.field : null;
  const field = fieldOf(why);
  const names = field === "text" ? ["text", "note", "reason"] : field === null ? [] : [field];
  return names.find((name) => name in sent) ?? null;
}

/** An action can be called by hand, with anything: what it takes is a form, or an object with the same fields. */
export function isForm(given: unknown): given is FormData | Record<string, unknown> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}

function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const values = form.getAll(name);
    fields[name] = values.length > 1 ? values : values[0];
  }
  return fields;
}

/**
 * Where characters stand that cannot be saved, such as "lines.0.price"; a list of texts is one field. What a form holds
 * is flat, or nearly; a call by hand can be nested without an end, or lead back into itself.
 */
function* unstorableIn(value: unknown, place: string, depth = 0): Generator<string> {
  if (typeof value === "string" && !isStorable(value)) yield place;
  if (typeof value !== "object" || value === null) return;
  if (depth >= DEEPEST) {
    yield place;
    return;
  }
  for (const [name, one] of Object.entries(value)) {
    const isOfList = Array.isArray(value) && typeof one === "string";
    yield* unstorableIn(one, isOfList ? place : `${place}.${name}`, depth + 1);
  }
}

const DEEPEST = 5;

const longestKept = 5_000;
