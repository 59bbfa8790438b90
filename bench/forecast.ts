import { heldIn, worldShapes } from "@/lib/domain/forecast/testing-worlds";
import { printTable } from "./table";

/** In how many of 100 simulated worlds the forecast's range of 80 % holds what comes in. */
export async function benchForecast(): Promise<void> {
  console.log(
    `${WORLDS} simulated merchants of each kind; every one has its own rates, and its history is all that the forecast knows.`,
  );
  const rows: string[][] = [];
  for (const shape of worldShapes) {
    const { held, width } = heldIn(shape, WORLDS);
    const isCalibrated = held >= 0.75 && held <= 0.85;
    if (!isCalibrated) process.exitCode = 1;
    rows.push([shape.name, (100 * held).toFixed(1), isCalibrated ? "" : "outside", (100 * width).toFixed(1)]);
    // Others want the processor too.
    await new Promise((resolve) => setImmediate(resolve));
  }
  printTable(["world", "held % (75 to 85)", "", "width, % of the money at risk"], rows);
}

const WORLDS = Number(process.env.WORLDS ?? 400);
