import { expect, it } from "vitest";
import { causesOfKind, needKindOf, needKinds } from "./need-kinds";
import { urgency } from "./situation";

it("every finding is of exactly one kind, so that the kinds' numbers add up to all", () => {
  const listed = needKinds.flatMap(causesOfKind);
  expect(listed.toSorted()).toEqual(urgency.toSorted());
});

it("what another card solves is apart from what a retry may solve", () => {
  expect(["card_expired", "no_card", "declined_for_good"].map((code) => needKindOf(code as never))).toEqual(
    Array(3).fill("new_card"),
  );
  expect(needKindOf("not_retried")).toBe("retry");
  expect(needKindOf("retries_used_up")).toBe("move");
  expect(needKindOf("disputed")).toBe("decide");
});
