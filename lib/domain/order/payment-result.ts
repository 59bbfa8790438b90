import type { GatewayAnswer } from "../decline/gateway-answer";

/**
 * What became of an attempt. `not_found` is believed: it was asked twice, long enough after.
 * `expired`: a checkout that nobody paid. `not_sent`: the request certainly never left.
 */
export type PaymentResult =
  | { kind: "answer"; answer: GatewayAnswer }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string }
  | { kind: "not_found" }
  | { kind: "expired" };
