import { createCipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import { chance } from "./arrangements";
import { answerOf, type Booking } from "./booking";
import type { Books } from "./books";

/** How news goes out. `held` piles it up until it is released, `off` loses it. */
export const Delivery = z.object({
  mode: z.enum(["on", "held", "off"]).default("on"),
  /** How often each is delivered. */
  copies: z.number().int().min(1).max(10).default(1),
  /** Each copy waits a seeded part of this, so that they overtake one another. */
  spreadMs: z.number().min(0).max(600_000).default(0),
  seed: z.string().default("webhooks"),
});

const CONCURRENCY = 8;
const ANSWER_WITHIN_MS = 30_000;
const MOST_ATTEMPTS = 12;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Tells the merchant what was booked, until he has heard it. What was not told when the process died is
 * told after its restart, so a webhook may come twice and never comes in a promised order.
 */
export function webhooks(settings: {
  books: Books;
  /** `{account}` in it stands for the merchant's channel; null tells nobody. */
  url: string | null;
  keyHex: string;
  retryMs: number;
}) {
  const { books, url, retryMs } = settings;
  let delivery = Delivery.parse({});
  const waiting: (() => Promise<void>)[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const stopping = new AbortController();
  let active = 0;

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  function enqueue(run: () => Promise<void>): void {
    if (stopping.signal.aborted) return;
    waiting.push(run);
    if (active < CONCURRENCY) void work();
  }

  async function work(): Promise<void> {
    active += 1;
    for (let run = waiting.shift(); run && !stopping.signal.aborted; run = waiting.shift()) await run();
    active -= 1;
  }

  async function post(booking: Booking): Promise<boolean> {
    if (!url) return false;
    const { code } = booking;
    const sealed = encryptWebhook(JSON.stringify(newsOf(booking)), settings.keyHex);
    try {
      const response = await fetch(url.replace("{account}", encodeURIComponent(booking.entityId)), {
        method: "POST",
        headers: {
          "content-type": "text/plain",
          "x-initialization-vector": sealed.ivHex,
          "x-authentication-tag": sealed.tagHex,
        },
        body: sealed.bodyHex,
        redirect: "error",
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.arrayBuffer();
      if (!response.ok) return false;
    } catch {
      return false;
    }
    if (!stopping.signal.aborted) books.told(booking.transactionId, code);
    return true;
  }

  function send(booking: Booking, attempt = 1): void {
    enqueue(async () => {
      if ((await post(booking)) || stopping.signal.aborted) return;
      if (attempt >= MOST_ATTEMPTS) books.told(booking.transactionId, booking.code);
      else later(Math.min(retryMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS), () => send(booking, attempt + 1));
    });
  }

  return {
    /** Takes up what an earlier life of the process left untold. */
    resume(): void {
      if (url) for (const booking of [...books.untold()]) send(booking);
    },
    announce(booking: Booking): void {
      if (!url || delivery.mode === "held") return;
      if (delivery.mode === "off") {
        books.told(booking.transactionId, booking.code);
        return;
      }
      for (let copy = 0; copy < delivery.copies; copy++) {
        const wait = delivery.spreadMs * chance(delivery.seed, booking.transactionId, copy);
        if (wait > 0) later(wait, () => send(booking));
        else send(booking);
      }
    },
    set(next: z.infer<typeof Delivery>): void {
      delivery = next;
    },
    /** Delivers what was held, one after another; answers how many were taken. */
    async release(order: "booked" | "reversed" | "shuffled"): Promise<number> {
      const held = [...books.untold()];
      if (order === "reversed") held.reverse();
      if (order === "shuffled") {
        const rank = (booking: Booking) => chance(delivery.seed, booking.transactionId);
        held.sort((a, b) => rank(a) - rank(b));
      }
      let taken = 0;
      for (const booking of held) {
        for (let copy = 0; copy < delivery.copies; copy++) if (await post(booking)) taken += 1;
      }
      return taken;
    },
    stop(): void {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Seals a report, already JSON, as the gateway does: AES-256-GCM, all in hex. */
export function encryptWebhook(json: string, keyHex: string, iv: Buffer = randomBytes(12)) {
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(keyHex, "hex"), iv, { authTagLength: 16 });
  const body = Buffer.concat([cipher.update(json, "utf8"), cipher.final()]);
  return {
    bodyHex: body.toString("hex").toUpperCase(),
    ivHex: iv.toString("hex").toUpperCase(),
    tagHex: cipher.getAuthTag().toString("hex").toUpperCase(),
  };
}

function newsOf(booking: Booking): unknown {
  const payload = answerOf(booking);
  if (booking.type !== "RG") return { type: "PAYMENT", payload };
  const { paymentType: _, ...registration } = payload;
  return { type: "REGISTRATION", action: "CREATED", payload: registration };
}
