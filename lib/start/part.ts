import { Program, type ProgramOptions } from "@/lib/start/program";

/** A program that is there until it is told to stop: started again whenever it ends by itself. */
export class Part {
  private program: Program;
  private isStopping = false;
  private failuresInRow = 0;
  private restart = Promise.withResolvers<void>();
  private pause: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    private readonly args: readonly string[],
    private readonly options: ProgramOptions,
  ) {
    this.program = this.started();
  }

  /** Waits until it answers at an address; faults when it keeps ending before it does. */
  async untilHealthy(address: string, signal: AbortSignal): Promise<void> {
    for (let tries = 1; ; tries++) {
      const { program, restart } = this;
      try {
        return await program.until({ answersAt: address }, { signal });
      } catch (fault) {
        if (signal.aborted || !program.hasEnded || tries >= mostTriesAtStart) throw fault;
      }
      await restart.promise;
    }
  }

  async stop(patienceMs: number): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.pause);
    await this.program.end(patienceMs);
  }

  private started(): Program {
    const since = Date.now();
    const program = new Program(this.args, this.options);
    void program.ended.then((how) => this.startAgain(how, Date.now() - since));
    return program;
  }

  private startAgain(how: number | string, livedMs: number): void {
    if (this.isStopping) return;
    if (livedMs > msThatCountAsWell) this.failuresInRow = 0;
    const pauseMs = Math.min(firstPauseMs * 2 ** this.failuresInRow, longestPauseMs);
    this.failuresInRow += 1;
    const said = typeof how === "number" ? `code ${how}` : how;
    console.error(`  The ${this.name} process ended (${said}); starting it again in ${pauseMs / 1000} s.`);
    const { resolve } = this.restart;
    this.restart = Promise.withResolvers();
    this.pause = setTimeout(() => {
      this.program = this.started();
      resolve();
    }, pauseMs);
  }
}

const firstPauseMs = 250;
const longestPauseMs = 30_000;
const msThatCountAsWell = 30_000;
const mostTriesAtStart = 3;
