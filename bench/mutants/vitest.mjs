export { expect } from "vitest-itself";
export { describe, it, test } from "./tests.mjs";
