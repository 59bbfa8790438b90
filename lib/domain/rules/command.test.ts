import { expect, it } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  meteredOrder,
  singleOrder,
  subscriptionOrder,
} from "../lived/histories";
import { act, refusalOf } from "../lived/history";
import { commands, labelOf, menuEntries, type StaffCommand, staffKinds } from "./command";
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

it("offers in a menu what some order of each of its types takes as it is asked there, with nothing written yet", () => {
  const kinds = [singleOrder, instalmentOrder, subscriptionOrder, meteredOrder].map((kind) => kind());
  const live = kinds.map((draft) => activated(draft));
  const paused = activated(subscriptionOrder());
  const all = [...kinds, ...live, act(paused, { kind: "pause_order", resumeAt: null })];
  const orders = [...all, hardDeclined(activated(instalmentOrder()))];
  for (const { kind, entry } of menuEntries())
    for (const type of entry.types ?? [null]) {
      const ofType = orders.filter(({ order }) => type === null || order.type === type);
      const asked = (now: number) => ({ kind, ...entry.as(now) }) as StaffCommand;
      expect(
        ofType.filter((at) => refusalOf(at, asked(at.now)) === null),
        entry.item,
      ).not.toEqual([]);
      const texts = Object.entries(asked(0)).filter(([name]) => name === "note" || name === "text");
      expect(texts.map(([, text]) => text).join(""), entry.item).toBe("");
    }
});
