import { expect, it, vi } from "vitest";
import { step } from "@/lib/start/progress.mjs";

async function said(run: () => Promise<unknown>): Promise<string> {
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await run().catch(() => undefined);
  } finally {
    spy.mockRestore();
  }
  return written.join("");
}

it("says before a step how long it usually takes, and after it how long it took", async () => {
  const text = await said(() => step("Building", async () => undefined, { usually: "half a minute" }));
  expect(text).toMatch(/^ {2}Building: usually half a minute\n[\s\S]*Building \(\d+\.\d s\)\n$/);
});

it("shows where a long step is", async () => {
  vi.useFakeTimers();
  try {
    const text = await said(async () => {
      const done = step("Filling", () => new Promise((resolve) => setTimeout(resolve, 20_000)), {
        at: () => "120 days before today.",
      });
      await vi.advanceTimersByTimeAsync(20_000);
      await done;
    });
    expect(text).toMatch(/Filling \.\.\. \d+\.\d s {2}120 days before today\./);
  } finally {
    vi.useRealTimers();
  }
});

it("says of a step that failed that it was not done", async () => {
  const text = await said(() => step("Filling", () => Promise.reject(new Error("no"))));
  expect(text).toContain("Filling: not completed");
});
