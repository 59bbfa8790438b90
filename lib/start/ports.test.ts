import { expect, it } from "vitest";
import { requireFreePorts } from "./ports";

it("refuses a port that no browser opens, and says which setting to change", async () => {
  await expect(
    requireFreePorts([{ setting: "SANDBOX_PORT", port: 4190, what: "the sandbox" }]),
  ).rejects.toThrow("Browsers block port 4190. Set SANDBOX_PORT to another port.");
});
