import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commands } from "@/lib/domain/rules/command";
import { fieldSent, formOf, formWith, isForm, many, read, wholeNumber } from "./form";

const Form = z.object({
  events: many(wholeNumber(1, 100)),
  text: z.string().max(5, "This is too long."),
});

function form(fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe("a form", () => {
  it("reads none, one and many of a field", () => {
    expect(read(Form, form([["text", "a"]]))).toEqual({ is: "done", value: { events: [], text: "a" } });
    const one = form([
      ["text", "a"],
      ["events", "3"],
    ]);
    expect(read(Form, one)).toEqual({ is: "done", value: { events: [3], text: "a" } });
    const two = form([
      ["text", "a"],
      ["events", "3"],
      ["events", "4"],
    ]);
    expect(read(Form, two)).toEqual({ is: "done", value: { events: [3, 4], text: "a" } });
  });

  it("says what is wrong beside its field, and gives back what was typed", () => {
    const given = form([
      ["text", "too long"],
      ["events", "-1"],
      ["password", "secret"],
    ]);
    expect(read(Form, given)).toEqual({
      is: "invalid",
      fields: { text: "This is too long.", "events.0": "Enter a whole number from 1 to 100." },
    });
    expect(formOf(given)).toEqual({ text: "too long", events: "-1" });
  });

  it("never gives back what nobody may see again", () => {
    const given = {
      email: "a@b.example",
      password: "x",
      newPassword: "y",
      current_password: "z",
      secret: "s",
      code: "1",
    };
    expect(formOf(given)).toEqual({ email: "a@b.example" });
    expect(formOf({ codes: "1" })).toEqual({ codes: "1" });
  });

  it("leaves out what React adds", () => {
    expect(formOf(form([["$ACTION_ID_1", "x"]]))).toEqual({});
  });

  it.each(["a\0b", "\ud800", "x\udfff"])("refuses beside its field what cannot be kept: %j", (text) => {
    const Note = z.object({ text: z.string(), tags: many(z.string()) });
    for (const given of [
      { text, tags: "a" },
      { text: "a", tags: ["b", text] },
    ]) {
      const answer = read(Note, given);
      const field = given.text === text ? "text" : "tags";
      expect(answer).toMatchObject({
        is: "invalid",
        fields: { [field]: "This contains a character that cannot be saved. Enter it again." },
      });
    }
  });
});

it("says in which line of a form a character stands that cannot be kept", () => {
  const Lines = z.object({ lines: z.array(z.object({ price: z.string() })) });
  expect(read(Lines, { lines: [{ price: "1" }, { price: "a\0b" }] })).toEqual({
    is: "invalid",
    fields: { "lines.1.price": "This contains a character that cannot be saved. Enter it again." },
  });
});

describe("what is sent by hand", () => {
  it.each([undefined, null, 7, "text", [], [["a", "b"]], true])(
    "%j is no form, and breaks nothing",
    (given) => {
      expect(isForm(given)).toBe(false);
      expect(formOf(given as never)).toEqual({});
      expect(read(z.object({ name: z.string() }), given as never).is).toBe("invalid");
    },
  );

  it("is read where it has the fields of one", () => {
    expect(isForm(new FormData())).toBe(true);
    expect(isForm({ name: "Anna" })).toBe(true);
  });
});

it("finds the field that a refusal is about, by its name in the form that was sent", () => {
  expect(fieldSent({ code: "card_number_in_text" }, { kind: "add_note", text: "4242" })).toBe("text");
  expect(fieldSent({ code: "note_too_long", most: 2_000 }, { kind: "charge_now", sum: "5", note: "…" })).toBe(
    "note",
  );
  expect(fieldSent({ code: "note_empty" }, { kind: "close_report", reason: "" })).toBe("reason");
  expect(fieldSent({ code: "amount_not_positive" }, { sum: "0", amount: "0" })).toBe("sum");
  expect(fieldSent({ code: "amount_not_positive" }, { amount: "0" })).toBeNull();
  expect(fieldSent({ code: "no_card" }, { sum: "0" })).toBeNull();
});

describe("a form with the fields of a command", () => {
  const rescheduled = formWith(commands.reschedule_event.fields);
  const given = { event: "2", scheduledAt: "1772000000000", amount: "1500", alsoLater: "1" };

  it("is read as the command is asked", () => {
    expect(rescheduled.parse(given)).toEqual({
      event: 2,
      scheduledAt: 1_772_000_000_000,
      amount: 1_500,
      alsoLater: true,
    });
  });

  it("says nothing where an optional field is left out, and no where another is", () => {
    const { amount: _, ...without } = given;
    expect(rescheduled.parse(without)).toMatchObject({ amount: null });
    const { event: __, ...wrong } = given;
    expect(rescheduled.safeParse(wrong).success).toBe(false);
  });

  it("takes one event or many, a word of its list, and a text that is left empty", () => {
    expect(formWith(commands.skip_events.fields).parse({ events: "3" })).toEqual({ events: [3] });
    expect(formWith(commands.skip_events.fields).parse({ events: ["3", "4"] })).toEqual({ events: [3, 4] });
    expect(formWith(commands.request_link.fields).safeParse({ how: "post" }).success).toBe(false);
    expect(formWith(commands.add_note.fields).parse({})).toEqual({ text: "" });
    expect(formWith(commands.add_note.fields).safeParse({ text: "x".repeat(2_001) }).success).toBe(false);
  });
});

it("a call that leads back into itself is refused, like one that is nested without an end", () => {
  const self: Record<string, unknown> = { text: "a" };
  self.self = self;
  expect(read(Form, self)).toMatchObject({ is: "invalid" });
});
