import { expect, test } from "vitest";
import { activated, instalmentOrder, overdue, softDeclined } from "@/lib/domain/lived/histories";
import { staff } from "@/lib/domain/lived/history";
import type { OrderView } from "../../view";
import { offeredActs } from "./offered-acts";

test("what cannot be done with all that are ticked is offered with those that can take part", () => {
  const { order, now } = overdue(softDeclined(activated(instalmentOrder({ parts: 4 }))));
  const view = { order, now, zone: "UTC", actor: staff } as OrderView;
  const named = (acts: ReturnType<typeof offeredActs>, wanted: string) =>
    acts.find(({ name }) => name === wanted);
  const both = offeredActs(view, [1, 2]);
  expect(named(both, "Retry")?.reason).toMatch(/SPID/);
  expect(named(both, "Retry")?.part).toMatchObject({ words: "Retry 1 of 2" });
  expect(named(both, "Retry")?.part?.href).toContain("events=1");
  expect(named(both, "Merge")).toMatchObject({ reason: null, part: null, takes: 2 });
  expect(named(offeredActs(view, [2]), "Retry")?.part).toBeNull();
});
