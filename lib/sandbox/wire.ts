import type { ServerResponse } from "node:http";
import type { Reply } from "./bank";
import type { faults } from "./faults";
import type { Call } from "./protocol";

export type Wire = ReturnType<typeof openWire>;

/** The wire between caller and books: it is slow, and it breaks when a test wants it to. */
export function openWire(broken: ReturnType<typeof faults>, latency: number) {
  let latencyMs = latency;
  let parked: (() => Promise<Reply>)[] = [];
  const waits = new Map<NodeJS.Timeout, () => void>();

  /** Rejects for those still waiting when the process stops: they were never booked. */
  function pause(ms: number): Promise<void> {
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waits.delete(timer);
        resolve();
      }, ms);
      waits.set(timer, () => reject(new Error("stopped")));
    });
  }

  return {
    setLatency(ms: number): void {
      latencyMs = ms;
    },

    async carry(call: Call, response: ServerResponse): Promise<void> {
      const fault = broken.strike(call.operation, call.reference);
      const lateMs = (fault?.seconds ?? 0) * 1000;
      // The booking falls in the middle, so that a caller who dies while waiting may have paid or not.
      await pause(latencyMs / 2);
      if (fault?.effect === "drop_before") return void response.destroy();
      if (fault?.effect === "error_before") return fail(response);
      if (fault?.effect === "book_late" && fault.seconds === undefined) {
        parked.push(call.run);
        return void response.destroy();
      }
      if (fault?.effect === "book_late") await pause(lateMs);
      const reply = await call.run();
      if (fault?.effect === "drop_after") return void response.destroy();
      if (fault?.effect === "error_after") return fail(response);
      if (fault?.effect === "answer_late") await pause(lateMs);
      await pause(latencyMs / 2);
      // Left open: the caller's own patience ends it.
      if (!reply.isHeld) sendJson(response, reply);
    },

    /** Books what was parked; answers how many. */
    async release(): Promise<number> {
      const late = parked;
      parked = [];
      for (const run of late) await run();
      return late.length;
    },

    stop(): void {
      for (const [timer, give] of waits) {
        clearTimeout(timer);
        give();
      }
      waits.clear();
    },
  };
}

export function sendJson(response: ServerResponse, reply: { status: number; body: unknown }): void {
  response.writeHead(reply.status, { "content-type": "application/json;charset=UTF-8" });
  response.end(JSON.stringify(reply.body));
}

function fail(response: ServerResponse): void {
  response.writeHead(500, { "content-type": "text/html" });
  response.end("<h1>Internal Server Error</h1>");
}
