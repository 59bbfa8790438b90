import { describe, expect, it } from "vitest";
import type { ActionResult } from "@/lib/domain/order/result";
import { complaintOf, complaintsByField } from "./complaint";

/** One of each; a new one does not compile before it has its line here. */
const answers: { [Is in ActionResult<null>["is"]]: [Extract<ActionResult<null>, { is: Is }>, RegExp] } = {
  done: [{ is: "done", value: null }, /^$/],
  refused: [{ is: "refused", why: "The card has expired." }, /^The card has expired\.$/],
  stale: [{ is: "stale", version: 7 }, /has changed, so nothing was done/],
  invalid: [{ is: "invalid", fields: { amount: "Enter an amount." } }, /is not valid\.$/],
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
});
