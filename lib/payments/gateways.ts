import type { Gateway, Heard, Provider } from "@/lib/gateway/port";
import type { Db } from "@/lib/orders/execute";
import { merchantAtGateway, merchantOfAccount } from "@/lib/orders/merchant-at-gateway";

/** The gateways of the merchants: each merchant's own, by its row. */
export type Gateways = {
  of(merchantId: number): Promise<Gateway>;
  /** Opens what was posted for an account, by the provider of whoever has that account, else by any that knows it. */
  hear(account: string, post: Parameters<Provider["hear"]>[0]): Promise<Heard>;
  /** Whether there is anything to send to: not while every gateway that was asked lately is away. */
  mayBeReached(): Promise<boolean>;
};

export function gatewaysOf(db: Db, providers: readonly Provider[]): Gateways {
  return among(providers, {
    async of(merchantId) {
      const merchant = await merchantAtGateway(db, merchantId);
      const provider = providers.find(({ kind }) => kind === merchant.kind);
      if (!provider)
        throw new Error(`merchant ${merchantId} has a gateway of no known kind: ${merchant.kind}`);
      return provider.gatewayFor(merchant);
    },
    async kindAt(account) {
      const merchantId = await merchantOfAccount(db, account);
      return merchantId === null ? null : (await merchantAtGateway(db, merchantId)).kind;
    },
  });
}

/** One and the same for every merchant. */
export function sameForAll(gateway: Gateway): Gateways {
  return among([], { of: async () => gateway, kindAt: async () => null });
}

type Found = { of: Gateways["of"]; kindAt: (account: string) => Promise<string | null> };

function among(providers: readonly Provider[], { of, kindAt }: Found): Gateways {
  const reaches = new Set<Gateway["reach"]>();
  return {
    async of(merchantId) {
      const gateway = await of(merchantId);
      reaches.add(gateway.reach);
      return gateway;
    },
    async hear(account, post) {
      const kind = await kindAt(account);
      const asked = kind === null ? providers : providers.filter((provider) => provider.kind === kind);
      for (const provider of asked) {
        const heard = provider.hear(post);
        if (heard.kind !== "strange") return heard;
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
