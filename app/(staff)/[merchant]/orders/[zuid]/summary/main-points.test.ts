import { expect, test } from "vitest";
import { activated, collected, instalmentOrder, softDeclined } from "@/lib/domain/lived/histories";
import { act } from "@/lib/domain/lived/history";
import { mainPoints } from "./main-points";

test("payments that came in on their day are no news, a decline is, and what came of it", () => {
  const { order, log } = softDeclined(collected(activated(instalmentOrder({ parts: 12 })), 5));
  const [newest, ...earlier] = mainPoints(log, order, "UTC");
  expect(newest?.text).toMatch(/soft-declined.*Active became Failed\.$/);
  expect(newest?.looks).toBe("failed");
  expect(earlier.filter(({ text }) => /SPID \d+ approved/.test(text))).toEqual([]);
  expect(mainPoints(log, order, "UTC").length).toBeLessThan(log.length / 2);
});

test("a note is told in its own words, and each point once", () => {
  const noted = act(activated(instalmentOrder()), { kind: "add_note", text: "Call on Monday" });
  const points = mainPoints(noted.log, noted.order, "UTC");
  expect(points[0]).toMatchObject({ text: "Call on Monday", note: true, looks: "note" });
  expect(new Set(points.map(({ seq }) => seq)).size).toBe(points.length);
});
