import type { GatewayAnswer, GatewayReply } from "@/lib/domain/decline/gateway-answer";
import { toDecimal } from "@/lib/domain/value/money";
import type {
  Agreement,
  Charge,
  Checkout,
  CheckoutReply,
  CheckoutResult,
  FollowUp,
  Gateway,
  Looked,
  QueryReply,
} from "../port";
import { type Transport, type TransportReply, type TransportSettings, transport } from "../transport";
import { readAnswer, readRecord, readRegistrationAnswer } from "./answer";
import type { GatewayMode } from "./classify";
import { lettersOf } from "./record-types";

/** `mode`: of the channel; its test approvals count in the sandbox alone. */
export type OppGatewaySettings = TransportSettings & { mode?: GatewayMode };

/**
 * A gateway that speaks the Open Payment Platform's protocol. A reference is no idempotency key there: it would take the
 * same charge again.
 */
export function oppGateway({ mode = "live", ...settings }: OppGatewaySettings): Gateway {
  return gatewayOver(transport(settings), { url: settings.url, mode });
}

/** The same over a line that others use too. */
export function gatewayOver(ask: Transport, { url, mode }: { url: string; mode: GatewayMode }): Gateway {
  const readPayment = (json: unknown) => readAnswer(json, mode);
  const readCard = (json: unknown) => readRegistrationAnswer(json, mode);
  const reply = (heard: TransportReply, read = readPayment) => replied(heard, read);

  const followUp = (paymentType: "CP" | "RF" | "RV") => async (r: FollowUp) =>
    reply(
      await ask(
        "POST",
        `/v1/payments/${encodeURIComponent(r.transactionId)}`,
        {
          entityId: r.account,
          paymentType,
          merchantTransactionId: r.reference,
          amount: toDecimal(r.amount, r.currency),
          currency: r.currency,
        },
        r,
      ),
    );

  return {
    reach: ask.reach,

    /** Opens hosted card fields; `integrity` pins the script that the page will load for them. */
    async openCheckout(r: Checkout): Promise<CheckoutReply> {
      const heard = await ask(
        "POST",
        "/v1/checkouts",
        {
          entityId: r.account,
          merchantTransactionId: r.reference,
          paymentType: r.type === "registration" ? null : lettersOf(r.type),
          amount: r.type === "registration" || r.amount === null ? null : toDecimal(r.amount, r.currency),
          currency: r.currency,
          integrity: "true",
          createRegistration: r.agreement ? "true" : null,
          "standingInstruction.mode": r.agreement && "INITIAL",
          "standingInstruction.source": r.agreement && "CIT",
          "standingInstruction.type": r.agreement && agreements[r.agreement],
        },
        r,
      );
      const answered = reply(heard);
      if (answered.kind !== "answer") return answered;
      if (answered.answer.code !== CHECKOUT_CREATED) return { kind: "refused", answer: answered.answer };
      const checkoutId = answered.answer.transactionId ?? "";
      if (!/^[A-Za-z0-9.-]+$/.test(checkoutId)) return { kind: "silence", why: "checkout without an id" };
      const integrity = heard.kind === "heard" ? heard.body.integrity : null;
      return { kind: "opened", checkoutId, integrity: typeof integrity === "string" ? integrity : null };
    },

    hostedFields({ checkoutId, integrity }) {
      const host = url.replace(/\/+$/, "");
      return {
        script: `${host}/v1/paymentWidgets.js?checkoutId=${encodeURIComponent(checkoutId)}`,
        integrity,
        form: { className: "paymentWidgets", data: { brands: "VISA MASTER AMEX" } },
        labelAt: ["wpwlOptions", "labels", "submit"],
      };
    },

    /** The path came through a browser: anything but that of a checkout names none. */
    returnedFrom: (address) => RESOURCE_PATH.exec(address("resourcePath") ?? "")?.[1] ?? null,

    async checkoutResult(r): Promise<CheckoutResult> {
      const [resource, read] =
        r.type === "registration"
          ? (["registration", readCard] as const)
          : (["payment", readPayment] as const);
      const path = `/v1/checkouts/${encodeURIComponent(r.checkoutId)}/${resource}`;
      const answered = looked(reply(await ask("GET", path, { entityId: r.account }), read));
      if (answered.kind === "answer" && answered.answer.code === CHECKOUT_GONE) return { kind: "expired" };
      return answered;
    },

    /** Charges a stored card. */
    async charge(r: Charge): Promise<GatewayReply> {
      return reply(
        await ask(
          "POST",
          `/v1/registrations/${encodeURIComponent(r.registrationId)}/payments`,
          {
            entityId: r.account,
            paymentType: lettersOf(r.type),
            merchantTransactionId: r.reference,
            amount: toDecimal(r.amount, r.currency),
            currency: r.currency,
            "standingInstruction.mode": r.standing.recurrence === "initial" ? "INITIAL" : "REPEATED",
            "standingInstruction.source": r.standing.by === "customer" ? "CIT" : "MIT",
            "standingInstruction.type": agreements[r.standing.agreement],
            "standingInstruction.initialTransactionId": r.standing.initialTransactionId,
            "standingInstruction.transactionLinkId":
              r.standing.networkReferences?.find(({ kind }) => kind === "mastercard_transaction_link")
                ?.value ?? null,
          },
          r,
        ),
      );
    },

    /** Takes all or part of an authorisation. */
    capture: followUp("CP"),
    /** Gives back all or part of a debit or capture. */
    refund: followUp("RF"),
    /** Lets an authorisation go. */
    reverse: followUp("RV"),

    /**
     * All bookings under one of our references. `not_found` only when the gateway says so in so many
     * words: an error of any other kind proves nothing about money.
     */
    async query(r): Promise<QueryReply> {
      const heard = await ask("GET", "/v1/query", {
        entityId: r.account,
        merchantTransactionId: r.reference,
      });
      const answered = found(reply(heard));
      if (answered.kind !== "answer" || heard.kind !== "heard") return answered as QueryReply;
      const payments = Array.isArray(heard.body.payments) ? heard.body.payments : [];
      if (payments.length === 0) return { kind: "silence", why: `query answered ${answered.answer.code}` };
      return { kind: "found", answers: payments.map((json) => readRecord(json, mode)) };
    },

    /** One booking by the gateway's id. The gateway answers this only twice a minute for one id. */
    async payment(r): Promise<Looked> {
      const path = `/v1/payments/${encodeURIComponent(r.transactionId)}`;
      return found(reply(await ask("GET", path, { entityId: r.account })));
    },

    async readRegistration(r): Promise<GatewayReply> {
      const path = `/v1/registrations/${encodeURIComponent(r.registrationId)}`;
      return reply(await ask("GET", path, { entityId: r.account }), readCard);
    },

    /** The token stops working for good; the gateway keeps what was paid with it. */
    async forgetRegistration(r): Promise<GatewayReply> {
      const path = `/v1/registrations/${encodeURIComponent(r.registrationId)}`;
      return reply(await ask("DELETE", path, { entityId: r.account }), readCard);
    },
  };
}

const agreements: Readonly<Record<Agreement, string>> = {
  recurring: "RECURRING",
  instalment: "INSTALLMENT",
  unscheduled: "UNSCHEDULED",
};
const RESOURCE_PATH = /^\/v1\/checkouts\/([A-Za-z0-9.-]+)\/(?:payment|registration)$/;
const CHECKOUT_CREATED = "000.200.100";
const CHECKOUT_GONE = "200.300.404";
const NOT_FOUND = "700.400.580";

function replied(
  heard: TransportReply,
  read: (json: unknown) => GatewayAnswer | null,
): Exclude<GatewayReply, { kind: "not_found" }> {
  if (heard.kind !== "heard") return heard;
  const answer = read(heard.body);
  return answer
    ? { kind: "answer", answer }
    : { kind: "silence", why: `HTTP ${heard.status} without a result` };
}

/** Where we only look, "cannot find transaction" is news about the transaction, not a refused request. */
function found(given: ReturnType<typeof replied>): Looked {
  const answered = looked(given);
  if (answered.kind !== "answer" || answered.answer.code !== NOT_FOUND) return answered;
  return { kind: "not_found", code: answered.answer.code, description: answered.answer.description };
}

/** A question that did not leave is as good as one without an answer: either may simply be asked again. */
function looked(answered: ReturnType<typeof replied>): Exclude<Looked, { kind: "not_found" }> {
  return answered.kind === "not_sent" ? { kind: "silence", why: answered.why } : answered;
}
