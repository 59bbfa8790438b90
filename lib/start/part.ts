import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { end, type LaunchOptions, launch, tail } from "@/lib/start/child";
import { StartFault } from "@/lib/start/fault";

/** A process that is there until it is told to stop: started again whenever it ends by itself. */
export class Part {
  private child: ChildProcess | undefined;
  private isStopping = false;
  private failuresInRow = 0;
  private startedAt = 0;
  private restart: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    private readonly args: string[],
    private readonly options: LaunchOptions,
  ) {
    this.start();
  }

  /** Waits until it answers at an address; faults when it keeps ending before it does. */
  async untilHealthy(address: string, signal: AbortSignal): Promise<void> {
    const since = Date.now();
    while (!(await answers(address))) {
      signal.throwIfAborted();
      const said = this.options.log ? `${tail(this.options.log)}\n` : "";
      if (this.failuresInRow >= mostFailuresAtStart) {
        throw new StartFault(`${said}The ${this.name} process ended ${this.failuresInRow} times. See above.`);
      }
      if (Date.now() - since > mostMsToHealth) {
        throw new StartFault(`${said}The ${this.name} process does not answer at ${address}. See above.`);
      }
      await wait(100, undefined, { signal });
    }
  }

  async stop(patienceMs: number): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    if (this.child) await end(this.child, patienceMs);
  }

  private start(): void {
    this.startedAt = Date.now();
    this.child = launch(this.args, this.options);
    this.child.once("exit", (code, signal) => this.ended(signal ?? `code ${code}`));
  }

  private ended(how: string): void {
    if (this.isStopping) return;
    if (Date.now() - this.startedAt > msThatCountAsWell) this.failuresInRow = 0;
    const pauseMs = Math.min(firstPauseMs * 2 ** this.failuresInRow, longestPauseMs);
    this.failuresInRow += 1;
    console.error(`  The ${this.name} process ended (${how}); starting it again in ${pauseMs / 1000} s.`);
    this.restart = setTimeout(() => this.start(), pauseMs);
  }
}

const firstPauseMs = 250;
const longestPauseMs = 30_000;
const msThatCountAsWell = 30_000;
const mostFailuresAtStart = 3;
const mostMsToHealth = 90_000;

async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(5000), redirect: "manual" });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
