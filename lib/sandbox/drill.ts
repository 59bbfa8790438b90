import type { z } from "zod";
import type { RecordType } from "@/lib/domain/decline/gateway-answer";
import { lettersOf, typeOf } from "@/lib/gateway/opp/record-types";
import type { Mix, Override } from "./arrangements";
import type { LaterBooking, SandboxLedgerLine } from "./control";
import type { InjectedFault } from "./faults";
import type { Delivery } from "./webhooks";

export type Drill = ReturnType<typeof drill>;

/** A line of the ledger in the product's words. */
export type BookedLine = Omit<SandboxLedgerLine, "entityId" | "type"> & { account: string; type: string };

type Later = Omit<z.input<typeof LaterBooking>, "type"> & { type: RecordType };

/** The control endpoint as functions, for tests, drills and the demo. Each throws when it was refused. */
export function drill(sandboxUrl: string, token: string) {
  const base = `${sandboxUrl.replace(/\/+$/, "")}/control`;

  async function ask(method: string, path: string, input?: unknown): Promise<Response> {
    const response = await fetch(`${base}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: input === undefined ? undefined : JSON.stringify(input),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
  const told = async <T>(response: Promise<Response>) => (await (await response).json()) as T;

  return {
    fault: (fault: z.input<typeof InjectedFault>) => told(ask("POST", "faults", fault)),
    clearFaults: () => told(ask("DELETE", "faults")),
    latency: (ms: number) => told(ask("PUT", "latency", { ms })),
    /** Books every request that a `book_late` without seconds held back. */
    release: () => told<{ booked: number }>(ask("POST", "release")),
    /** The next matching payment has this outcome. */
    next: (order: z.input<typeof Override>) => told(ask("POST", "outcomes/next", order)),
    mix: (order: z.input<typeof Mix> | null) => told(ask("PUT", "outcomes", order)),
    clearOutcomes: () => told(ask("DELETE", "outcomes")),
    webhooks: (delivery: z.input<typeof Delivery>) => told(ask("PUT", "webhooks", delivery)),
    releaseWebhooks: (order: "booked" | "reversed" | "shuffled" = "booked") =>
      told<{ taken: number }>(ask("POST", "webhooks/release", { order })),
    /** A chargeback or dispute, a booking of the gateway's back office, or a record beside a payment. */
    book: (later: Later) =>
      told<{ transactionId: string }>(ask("POST", "bookings", { ...later, type: lettersOf(later.type) })),
    /** What the gateway keeps beside every payment from now on. */
    companions: (types: readonly RecordType[]) =>
      told(ask("PUT", "companions", { types: types.map(lettersOf) })),
    /** Gives a booking its final result: that of a pending one, or of one that was told otherwise than it is. */
    resolve: (transactionId: string, code: string) => told(ask("POST", "resolve", { transactionId, code })),
    expireCheckout: (checkoutId: string) => told(ask("POST", "checkouts/expire", { checkoutId })),
    async ledger(): Promise<BookedLine[]> {
      const lines = (await (await ask("GET", "ledger")).text()).split("\n");
      return lines.filter(Boolean).map((text) => {
        const { entityId, ...line } = JSON.parse(text) as SandboxLedgerLine;
        return { ...line, account: entityId, type: typeOf(line.type) ?? line.type };
      });
    },
  };
}
