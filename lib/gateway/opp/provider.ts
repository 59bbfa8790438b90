import { z } from "zod";
import type { Heard, MerchantAtGateway, Provider } from "../port";
import { type Transport, type TransportSettings, transport } from "../transport";
import { gatewayOver } from "./gateway";
import { decryptWebhook, entityOf, readWebhook } from "./webhook";

/** What an installation is given once by the gateway: its address and secrets. */
export type OppSettings = TransportSettings & {
  /** 64 hexadecimal digits. */
  webhookKey: string;
};

/** The Open Payment Platform. A merchant is known to it by an entity for each channel, and sets nothing else. */
export function oppProvider(installation: OppSettings): Provider {
  let line: Transport | undefined;
  const shared = () => {
    line ??= transport(installation);
    return line;
  };
  return {
    kind: "opp",
    fieldsFrom: [new URL(installation.url).origin],
    gatewayFor(merchant: MerchantAtGateway) {
      Merchant.parse(merchant);
      return gatewayOver(shared(), { url: installation.url, mode: merchant.mode });
    },
    hear({ body, header }, mode): Heard {
      const iv = header("x-initialization-vector") ?? "";
      const opened = decryptWebhook(body, iv, header("x-authentication-tag") ?? "", installation.webhookKey);
      if (opened === null) return { kind: "strange" };
      const report = readWebhook(opened, mode);
      if (!report) return { kind: "unreadable" };
      return { kind: "report", ...report, account: entityOf(opened) };
    },
  };
}

const Merchant = z.object({
  settings: z.strictObject({}, { error: "A merchant sets nothing for this gateway but its two entities." }),
  accounts: z.object({
    ECOM: z.string().min(1, { error: "The entity of a merchant's web channel is missing." }),
    // Without an entity of its own there is no terminal.
    MOTO: z.string(),
  }),
});
