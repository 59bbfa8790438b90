import { expect, it } from "vitest";
import { singleOrder } from "../lived/histories";
import { act, refusalOf } from "../lived/history";

it("a note is written down without the space around it, and is not empty", () => {
  const noted = act(singleOrder(), { kind: "add_note", text: "  Called, twice \n" });
  expect(noted.log.at(-1)?.entry).toEqual({ kind: "note_added", text: "Called, twice" });
  expect(refusalOf(noted, { kind: "add_note", text: " \n" })).toEqual({ code: "note_empty" });
});
