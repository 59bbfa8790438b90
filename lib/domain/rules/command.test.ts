import { expect, it } from "vitest";
import { commands, labelOf, menuEntries, staffKinds } from "./command";
import type { CommandFields } from "./command-rule";

/** Those that the page has a form of its own for. */
const own = new Set([
  "request_link",
  "pause_order",
  "cancel_order",
  "complete_order",
  "charge_now",
  "schedule_payment",
]);

it("says what every typed field of a form that is drawn from its record is called", () => {
  const drawn = menuEntries().filter(({ kind }) => !own.has(kind));
  expect(drawn.map(({ kind }) => kind)).toContain("resume_order");
  for (const { kind } of drawn)
    for (const [name, field] of Object.entries(commands[kind].fields as CommandFields))
      if (field.is === "text") expect(labelOf(kind, name)).not.toBe("");
});

it("offers a command once in each menu place, under a name of its own", () => {
  const items = menuEntries().map(({ entry }) => `${entry.in}: ${entry.item}`);
  expect(new Set(items).size).toBe(items.length);
  const popUps = menuEntries().map(({ entry }) => entry.popUp);
  expect(new Set(popUps).size).toBe(popUps.length);
});

it("names for each what its button says, and what it says while the act is on its way", () => {
  for (const kind of staffKinds)
    for (const words of [commands[kind].staff.act, commands[kind].staff.working])
      expect(words, kind).toMatch(/^[A-Z][a-z]/);
});
