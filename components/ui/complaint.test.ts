import { describe, expect, it } from "vitest";
import type { ActionResult } from "@/lib/domain/order/result";
import { complaintOf, complaintsByField, isBesideFields } from "./complaint";

/** One of each; a new one does not compile before it has its line here. */
const answers: { [Is in ActionResult<null>["is"]]: [Extract<ActionResult<null>, { is: Is }>, RegExp] } = {
  done: [{ is: "done", value: null }, /^$/],
  refused: [{ is: "refused", why: "The card has expired." }, /^The card has expired\.$/],
  stale: [{ is: "stale", version: 7 }, /has changed, so nothing was done/],
  invalid: [{ is: "invalid", fields: { amount: "Enter an amount." } }, /^Enter an amount\.$/],
  signed_out: [{ is: "signed_out" }, /^You are signed out, and nothing was done\./],
};

describe("a form", () => {
  it.each(Object.entries(answers))("says what came of it: %s", (_, [answer, words]) => {
    expect(complaintOf(answer)).toMatch(words);
  });

  it("says nothing before it was sent", () => {
    expect(complaintOf(null)).toBe("");
    expect(complaintsByField(null)).toEqual({});
  });

  it("says what is wrong with each field beside it, and what is wrong with all of it by itself", () => {
    expect(complaintsByField(answers.invalid[0])).toEqual({ amount: "Enter an amount." });
    expect(complaintOf({ is: "invalid", fields: { form: "Nothing was sent." } })).toBe("Nothing was sent.");
  });

  it("says aloud what is wrong with its fields, each sentence once", () => {
    const fields = { name: "Enter a name.", email: "Enter an address.", other: "Enter a name." };
    expect(complaintOf({ is: "invalid", fields })).toBe("Enter a name. Enter an address.");
  });

  it("shows by itself what no field of it shows", () => {
    const about = (...names: string[]) =>
      ({ is: "invalid", fields: Object.fromEntries(names.map((name) => [name, "No."])) }) as const;
    expect(isBesideFields(about("email"), { user: "1" })).toBe(true);
    expect(isBesideFields(about("email", "user"), { user: "1" })).toBe(false);
    expect(isBesideFields(about("form"))).toBe(false);
    expect(isBesideFields(answers.refused[0])).toBe(false);
    expect(isBesideFields(null)).toBe(false);
  });
});
