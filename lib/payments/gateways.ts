import { ZodError, z } from "zod";
import type { Gateway, Heard, MerchantAtGateway, Post, Provider } from "@/lib/gateway/port";
import type { Db } from "@/lib/orders/execute";
import { merchantAtGateway, merchantOfAccount } from "@/lib/orders/merchant-at-gateway";

/** The gateways of the merchants: each merchant's own, by its row. */
export type Gateways = {
  of(merchantId: number): Promise<Gateway>;
  /** Opens what was posted for an account, by the provider of whoever has that account, else by any that knows it. */
  hear(account: string, post: Post): Promise<HeardFor>;
  /** Whether there is anything to send to: not while every gateway that was asked lately is away. */
  mayBeReached(): Promise<boolean>;
};

/** `merchantId`: who has the account that a report names, at the gateway that sent it; null: nobody. */
export type HeardFor =
  | Exclude<Heard, { kind: "report" }>
  | (Extract<Heard, { kind: "report" }> & { merchantId: number | null });

export function gatewaysOf(db: Db, providers: readonly Provider[]): Gateways {
  return among(providers, {
    async of(merchantId) {
      const merchant = await merchantAtGateway(db, merchantId);
      const provider = providers.find(({ kind }) => kind === merchant.kind);
      if (!provider) throw new UnusableGateway(merchant.kind, merchantId, "it is not installed");
      try {
        return provider.gatewayFor(merchant);
      } catch (fault) {
        const why = fault instanceof ZodError ? z.prettifyError(fault) : String(fault);
        throw new UnusableGateway(merchant.kind, merchantId, why);
      }
    },
    async ownerOf(account) {
      const merchantId = await merchantOfAccount(db, account);
      return merchantId === null ? null : { merchantId, ...(await merchantAtGateway(db, merchantId)) };
    },
  });
}

/** A merchant's row names a gateway that is not installed, or settings that it does not take. */
export class UnusableGateway extends Error {
  constructor(
    readonly kind: string,
    merchantId: number,
    why: string,
  ) {
    super(`merchant ${merchantId} cannot use the gateway ${kind}: ${why}`);
  }
}

/** One and the same for every merchant. */
export function sameForAll(gateway: Gateway): Gateways {
  return among([], { of: async () => gateway, ownerOf: async () => null });
}

type Found = {
  of: Gateways["of"];
  ownerOf: (account: string) => Promise<(MerchantAtGateway & { merchantId: number }) | null>;
};

function among(providers: readonly Provider[], { of, ownerOf }: Found): Gateways {
  const reaches = new Set<Gateway["reach"]>();
  return {
    async of(merchantId) {
      const gateway = await of(merchantId);
      reaches.add(gateway.reach);
      return gateway;
    },
    async hear(account, post) {
      const addressed = await ownerOf(account);
      for (const provider of providers) {
        if (addressed && addressed.kind !== provider.kind) continue;
        const heard = provider.hear(post, addressed?.mode ?? "live");
        if (heard.kind === "strange") continue;
        if (heard.kind === "unreadable" || heard.account === null) return { ...heard, merchantId: null };
        const named = await ownerOf(heard.account);
        // A gateway speaks for its own merchants alone, whatever it names.
        if (named?.kind !== provider.kind) return { ...heard, merchantId: null };
        const { merchantId, mode } = named;
        return mode === addressed?.mode
          ? { ...heard, merchantId }
          : { ...provider.hear(post, mode), merchantId };
      }
      return { kind: "strange" };
    },
    async mayBeReached() {
      if (reaches.size === 0 || [...reaches].some((reach) => !reach.isAway())) return true;
      const probed = await Promise.all([...reaches].map((reach) => reach.probe()));
      return probed.includes(true);
    },
  };
}
