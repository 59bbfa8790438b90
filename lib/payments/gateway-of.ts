import type { Instant } from "@/lib/domain/value/calendar";
import type { Gateway } from "@/lib/gateway/port";
import { raiseAlert } from "@/lib/orders/alerts";
import type { Payments } from "./context";
import { UnusableGateway } from "./gateways";

/**
 * A merchant's gateway; null where its row does not say one that this process can use. Nothing can be sent or asked then,
 * and staff are alerted, once.
 */
export async function gatewayOf(
  { db, gateways }: Payments,
  merchantId: number,
  now: Instant,
): Promise<Gateway | null> {
  try {
    return await gateways.of(merchantId);
  } catch (fault) {
    if (!(fault instanceof UnusableGateway)) throw fault;
    const { kind } = fault;
    await raiseAlert(
      db,
      merchantId,
      {
        kind: "gateway_unusable",
        text: `No payment can be sent or asked for: the settings for the gateway ${kind} cannot be used. Correct them, or install this gateway.`,
        dedupe: `gateway-unusable-${kind}`,
      },
      now,
    );
    return null;
  }
}

/** Whether a merchant's gateway cannot be reached: nothing is taken up for it then but a probe. */
export async function isGatewayAway(payments: Payments, merchantId: number, now: Instant): Promise<boolean> {
  const reach = (await gatewayOf(payments, merchantId, now))?.reach;
  return !reach || (reach.isAway() && !(await reach.probe()));
}
