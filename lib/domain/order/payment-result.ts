import type { GatewayAnswer } from "../decline/gateway-answer";

/**
 * The result of an attempt. `not_found`: the gateway said so twice, long enough after sending. `expired`: a
 * checkout that nobody paid. `not_sent`: the request certainly never left. `returned`: somebody came back from the
 * gateway's card fields, and the gateway does not say how that ended.
 */
export type PaymentResult =
  | { kind: "answer"; answer: GatewayAnswer }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string }
  | { kind: "returned"; why: string }
  | { kind: "not_found" }
  | { kind: "expired" };
