import type { GatewayAnswer } from "../decline/gateway-answer";

/**
 * The result of an attempt. `not_found`: the gateway said so twice, long enough after sending. `expired`: a
 * checkout that nobody paid. `not_sent`: the request certainly never left.
 */
export type PaymentResult =
  | { kind: "answer"; answer: GatewayAnswer }
  | { kind: "silence"; why: string }
  | { kind: "not_sent"; why: string }
  | { kind: "not_found" }
  | { kind: "expired" };
