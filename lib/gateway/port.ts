import type { AnsweredReference, GatewayAnswer, GatewayReply } from "@/lib/domain/decline/gateway-answer";
import type { Channel } from "@/lib/domain/order/order";
import type { Currency } from "@/lib/domain/value/money";
import type { Reach } from "./reach";

/**
 * What the product needs of a payment gateway, in words that are no gateway's own. Each folder beside this file is one
 * provider. Nothing here decides what is to be done about an answer, and nothing here is tried twice.
 */
export type Gateway = {
  /** Whether there is a connection to it at all. */
  reach: Reach;

  /** Opens hosted card fields: what is typed there never comes by our pages or server. */
  openCheckout(r: Checkout): Promise<CheckoutReply>;

  /** What a page needs to show the card fields of a checkout in the gateway's own frames. */
  hostedFields(opened: { checkoutId: string; integrity: string | null }): HostedFields;
  /** The checkout that a browser comes back from, by what stands in its address; null: it names none. */
  returnedFrom(address: (name: string) => string | null): string | null;
  /** What became of a checkout. `type` is what it was opened for. */
  checkoutResult(r: { checkoutId: string; type: Checkout["type"]; account: string }): Promise<CheckoutResult>;

  /** Charges a stored card. */
  charge(r: Charge): Promise<GatewayReply>;
  /** Takes all or part of an authorisation. */
  capture(r: FollowUp): Promise<GatewayReply>;
  /** Gives back all or part of a debit or capture. */
  refund(r: FollowUp): Promise<GatewayReply>;
  /** Lets an authorisation go. */
  reverse(r: FollowUp): Promise<GatewayReply>;

  /**
   * All bookings under one of our references. `not_found` only when the gateway says so in so many words: an error of
   * any other kind proves nothing about money.
   */
  query(r: { account: string; reference: string }): Promise<QueryReply>;

  /** One booking by the gateway's own id. */
  payment(r: { account: string; transactionId: string }): Promise<Looked>;

  /** Looks a stored card up. */
  readRegistration(r: { account: string; registrationId: string }): Promise<GatewayReply>;
  /** The stored card stops working for good; the gateway keeps what was paid with it. */
  forgetRegistration(r: { account: string; registrationId: string }): Promise<GatewayReply>;
};

/** A merchant as its gateway has to know it, by its own row. */
export type MerchantAtGateway = {
  /** The provider's name. */
  kind: string;
  /** What the provider asks to be set for each merchant; it looks at it itself. */
  settings: unknown;
  accounts: Record<Channel, string>;
  mode: "live" | "sandbox";
};

/** One kind of gateway. Which one a merchant has, and its settings there, stand with the merchant. */
export type Provider = {
  kind: string;
  /** Origins that its card fields are loaded from, and talk to. */
  fieldsFrom: readonly string[];
  /** Throws where the merchant's settings are not what this provider asks for. */
  gatewayFor(merchant: MerchantAtGateway): Gateway;
  /** Opens what was posted to us, and judges it for a merchant of that mode. Only what proves that the gateway sent it is looked at. */
  hear(post: Post, mode: MerchantAtGateway["mode"]): Heard;
};

export type Post = { body: string; header: (name: string) => string | null };

/** `strange`: nothing proves that the gateway sent it. `unreadable`: it did, and there is no report in it. */
export type Heard = { kind: "strange" } | { kind: "unreadable" } | ({ kind: "report" } & GatewayReport);

/**
 * What a gateway reports by itself. `answer` is null for what books nothing, and for a report without a result;
 * `deregistered` is a stored card that works no more.
 */
export type GatewayReport = {
  /** What the gateway calls such a report; `missing`: one of this kind has a result, and this one has not. */
  type: string;
  missing?: true;
  answer: GatewayAnswer | null;
  deregistered?: string;
  /** The account that it says it is for, wherever it was sent to; null: it names none. */
  account: string | null;
  /** Its result code where that is one, for log lines: what else stands in its place may be anything. */
  code: string | null;
};

/** The script that draws the card fields, and the form that it looks for. */
export type HostedFields = {
  script: string;
  /** Pins the script; null where the gateway gives none. */
  integrity: string | null;
  /** The script draws into a form of this class, and sends the browser to where that leads. */
  form: { className: string; data: Readonly<Record<string, string>> };
  /** Under which name on the window, and from there on, the script looks for what its button is called. */
  labelAt: readonly string[];
};

/** What the customer agreed to when the card was stored; the schemes tell these apart. */
export type Agreement = "recurring" | "instalment" | "unscheduled";

/** Machine time after which a request must not leave any more, however long it waited: others have given it up then. */
type Deadline = { sendBefore?: number };

export type Checkout = Deadline & {
  account: string;
  reference: string;
  /** A registration only stores the card and moves no money. */
  type: "debit" | "authorisation" | "registration";
  /** Minor units; null for a registration. */
  amount: number | null;
  currency: Currency;
  /** null: the card is not stored. */
  agreement: Agreement | null;
};

export type Charge = Deadline & {
  account: string;
  registrationId: string;
  reference: string;
  type: "debit" | "authorisation";
  amount: number;
  currency: Currency;
  standing: {
    recurrence: "initial" | "repeated";
    /** Who caused it. */
    by: "customer" | "merchant";
    agreement: Agreement;
    /** The id of the customer-initiated payment that later charges lean on. */
    initialTransactionId: string | null;
    /** What the card's network calls its first payment. */
    networkReferences?: readonly AnsweredReference[];
  };
};

/** A request about an earlier transaction. `amount` is in minor units. */
export type FollowUp = Deadline & {
  account: string;
  transactionId: string;
  reference: string;
  amount: number;
  currency: Currency;
};

export type CheckoutReply =
  | { kind: "opened"; checkoutId: string; integrity: string | null }
  | { kind: "refused"; answer: GatewayAnswer }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string };

/** `expired`: the checkout no longer says whether it was paid; only a query for its reference does. */
export type CheckoutResult = Looked | { kind: "expired" };

export type QueryReply =
  | { kind: "found"; answers: GatewayAnswer[] }
  | { kind: "not_found"; code: string; description: string }
  | { kind: "silence"; why: string };

/** What a look came back with: a question that did not leave is as good as one without an answer. */
export type Looked = Exclude<GatewayReply, { kind: "not_sent" }>;
