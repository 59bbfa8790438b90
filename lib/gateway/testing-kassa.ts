import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { judge, schemeFactsOf } from "@/lib/domain/decline/decline";
import type { OutcomeRule } from "@/lib/domain/decline/decline-codes";
import type { GatewayAnswer, RecordType } from "@/lib/domain/decline/gateway-answer";
import type { Currency } from "@/lib/domain/value/money";
import type { Gateway, Looked, Provider } from "./port";
import { type TransportReply as Answered, type Transport, transport } from "./transport";

/**
 * Another gateway, for tests alone, to hold the port to what it says. It has words of its own for everything, numbers
 * for ids, amounts in minor units, JSON, and does nothing twice under one idempotency key.
 */
export function kassaProvider({ timeoutMs = 10_000, ...at }: KassaInstallation): Provider {
  const lines = new Map<string, Transport>();
  return {
    kind: "kassa",
    fieldsFrom: at.fieldsFrom ?? [],
    gatewayFor(merchant) {
      const { url, key } = Settings.parse(merchant.settings);
      Accounts.parse(merchant.accounts);
      const line =
        lines.get(url + key) ??
        transport({ url, token: key, timeoutMs, body: "json", machineNow: at.machineNow });
      lines.set(url + key, line);
      return kassa(line, url);
    },
    hear({ body, header }) {
      const seal = createHmac("sha256", at.reportSecret).update(body).digest();
      const given = Buffer.from(header("kassa-seal") ?? "", "base64");
      if (given.length !== seal.length || !timingSafeEqual(given, seal)) return { kind: "strange" };
      const told = JSON.parse(body) as { event: string; payment?: Payment; forgotten_card?: number };
      const answer = told.payment ? read(told.payment) : null;
      return {
        ...{ kind: "report", type: told.event, answer, account: answer?.account ?? null },
        code: answer?.code ?? null,
        ...(told.forgotten_card === undefined ? {} : { deregistered: String(told.forgotten_card) }),
      };
    },
  };
}

export type KassaInstallation = {
  reportSecret: string;
  timeoutMs?: number;
  machineNow: () => number;
  fieldsFrom?: readonly string[];
};

const Settings = z.strictObject({ url: z.url(), key: z.string().min(8) });
const number = z.string().regex(/^\d+$/, { error: "An account is a number." });
const Accounts = z.object({ ECOM: number, MOTO: z.union([number, z.literal("")]) });

/** A booking as this gateway tells it. */
export type Payment = {
  id: number;
  about: number | null;
  what: "sale" | "hold" | "take" | "give_back" | "let_go" | "keep_card" | "disputed";
  your_ref: string | null;
  account: number;
  minor: number;
  iso: string;
  result: string;
  at: number;
  card: {
    token: number;
    network: string;
    first6: string;
    last4: string;
    name: string;
    month: number;
    year: number;
  };
  mandate: number | null;
  /** What the card's scheme advises, as it came. */
  advice: string | null;
};

export const kassaTypes: Readonly<Record<Payment["what"], RecordType>> = {
  sale: "debit",
  hold: "authorisation",
  take: "capture",
  give_back: "refund",
  let_go: "reversal",
  keep_card: "registration",
  disputed: "chargeback",
};

const results: Readonly<Record<string, OutcomeRule>> = {
  ok: { outcome: "approved", reason: "approved" },
  half_done: { outcome: "unknown", reason: "reversal_failed", alert: true },
  refused: { outcome: "soft_limited", reason: "do_not_honour" },
  nsf: { outcome: "soft", reason: "insufficient_funds" },
  ask_holder: { outcome: "customer", reason: "authentication_needed" },
  stolen: { outcome: "hard", reason: "stolen" },
  revoked: { outcome: "hard_stop", reason: "payment_stopped" },
  out_of_date: { outcome: "hard", reason: "expired" },
  busy: { outcome: "technical", reason: "system_unavailable" },
  cut_off: { outcome: "technical", reason: "communication_group" },
  bad_key: { outcome: "merchant", reason: "configuration_group" },
  bad_currency: { outcome: "request", reason: "currency_refused" },
  too_much: { outcome: "request", reason: "reference_group" },
  no_such_card: { outcome: "hard", reason: "registration_unknown" },
  thinking: { outcome: "pending", reason: "pending" },
  returned: { outcome: "chargeback", reason: "chargeback" },
};
const unlisted: OutcomeRule = { outcome: "unknown", reason: "unlisted_success", alert: true };

function kassa(ask: Transport, url: string): Gateway {
  const what = (type: "debit" | "authorisation" | "registration") =>
    type === "debit" ? "sale" : type === "authorisation" ? "hold" : "keep_card";
  const post = async (path: string, fields: Parameters<Transport>[2], sendBefore: number | undefined) =>
    ask("POST", path, fields, { sendBefore, idempotencyKey: String(fields.your_ref) });
  const follow =
    (verb: "take" | "give_back" | "let_go"): Gateway["refund"] =>
    async (r) => {
      const path = `/payments/${r.transactionId}/${verb}`;
      return one(
        await post(
          path,
          { your_ref: r.reference, account: Number(r.account), minor: r.amount },
          r.sendBefore,
        ),
      );
    };
  return {
    reach: ask.reach,
    async openCheckout(r) {
      const keep = r.agreement === null ? 0 : 1;
      const money = { minor: r.amount ?? 0, iso: r.currency };
      const heard = await post(
        "/sessions",
        { your_ref: r.reference, account: Number(r.account), what: what(r.type), keep, ...money },
        r.sendBefore,
      );
      if (heard.kind !== "heard") return heard;
      const { session } = heard.body;
      if (typeof session === "number")
        return { kind: "opened", checkoutId: String(session), integrity: null };
      const refused = one(heard);
      return refused.kind === "answer" ? { kind: "refused", answer: refused.answer } : refused;
    },
    hostedFields: ({ checkoutId, integrity }) => ({
      ...{ script: `${url}/fields.js`, integrity, labelAt: [] },
      form: { className: "kassa-fields", data: { session: checkoutId } },
    }),
    returnedFrom: (address) => /^\d+$/.exec(address("session") ?? "")?.[0] ?? null,
    async checkoutResult({ checkoutId, account }) {
      const heard = await ask("GET", `/sessions/${checkoutId}`, { account });
      if (heard.kind === "heard" && (heard.body.over === true || heard.body.open === true))
        return { kind: "expired" };
      return looked(heard) as Exclude<Looked, { kind: "not_found" }>;
    },
    charge: async (r) =>
      one(
        await post(
          `/cards/${r.registrationId}/charges`,
          {
            ...{ your_ref: r.reference, account: Number(r.account), what: what(r.type) },
            ...{
              minor: r.amount,
              iso: r.currency,
              mandate: r.standing.initialTransactionId,
              by: r.standing.by,
            },
          },
          r.sendBefore,
        ),
      ),
    capture: follow("take"),
    refund: follow("give_back"),
    reverse: follow("let_go"),
    async query({ account, reference }) {
      const heard = await ask("GET", "/payments", { account, your_ref: reference });
      if (heard.kind !== "heard") return { kind: "silence", why: heard.why };
      const { payments } = heard.body as { payments?: Payment[] };
      if (!Array.isArray(payments)) return { kind: "silence", why: "no list of payments" };
      return payments.length > 0
        ? { kind: "found", answers: payments.map(read) }
        : { kind: "not_found", code: "none", description: "no such payment" };
    },
    payment: async ({ account, transactionId }) =>
      looked(await ask("GET", `/payments/${transactionId}`, { account })),
    readRegistration: async ({ account, registrationId }) =>
      one(await ask("GET", `/cards/${registrationId}`, { account })),
    forgetRegistration: async ({ account, registrationId }) =>
      one(await ask("DELETE", `/cards/${registrationId}`, { account })),
  };
}

function one(heard: Answered): Exclude<Awaited<ReturnType<Gateway["charge"]>>, { kind: "not_found" }> {
  if (heard.kind !== "heard") return heard;
  const { payment } = heard.body as { payment?: Payment };
  return payment?.result
    ? { kind: "answer", answer: read(payment) }
    : { kind: "silence", why: "no payment in the answer" };
}

function looked(heard: Answered): Looked {
  const found = one(heard);
  return found.kind === "not_sent" ? { kind: "silence", why: found.why } : found;
}

function read(payment: Payment): GatewayAnswer {
  const { id, about, what, your_ref, account, minor, iso, result, at, card, mandate } = payment;
  const answer = {
    ...{ transactionId: String(id), referencedId: about === null ? null : String(about) },
    ...{ type: kassaTypes[what], typeCode: what, reference: your_ref, account: String(account) },
    ...{ amount: what === "keep_card" ? null : minor, currency: iso as Currency },
    ...{ code: result, description: "", extendedDescription: null, connectorTxId: null, descriptor: null },
    ...{ acquirerResponse: null, merchantAdviceCode: payment.advice, visaCategoryCode: null, eci: null },
    ...{ brand: card.network.toUpperCase(), registrationId: String(card.token) },
    card: {
      bin: card.first6,
      last4: card.last4,
      holder: card.name,
      expiryMonth: card.month,
      expiryYear: card.year,
    },
    initialTransactionId: mandate === null ? null : String(mandate),
    timestamp: new Date(at).toISOString(),
  };
  return judgedByKassa(answer);
}

/** An answer with what its result means. */
export function judgedByKassa(answer: Omit<GatewayAnswer, "verdict">): GatewayAnswer {
  const rule = { ...(results[answer.code] ?? unlisted), rule: `result ${answer.code}` };
  return { ...answer, verdict: judge(rule, schemeFactsOf(answer)) };
}
