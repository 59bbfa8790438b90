import { afterAll, expect } from "vitest";
import { wrongStatementsSoFar } from "@/db/testing";

// After each file, over all that was said so far: whichever file it was, the statement itself is what is to be found.
afterAll(async () => {
  expect(await wrongStatementsSoFar()).toEqual([]);
});
