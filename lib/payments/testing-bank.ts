import type { NewMerchant } from "@/db/open-merchant";
import type { Instant } from "@/lib/domain/value/calendar";
import { oppProvider } from "@/lib/gateway/opp/provider";
import type { Provider } from "@/lib/gateway/port";
import type { TypedCard } from "@/lib/sandbox/card";
import { type BookedLine, type Drill, drill } from "@/lib/sandbox/drill";
import { startSandbox } from "@/lib/sandbox/sandbox";
import { payCheckout } from "@/lib/sandbox/shopper";

/** A kind of gateway with a bank of its own behind it, for the suites that every provider has to pass. */
export type BankKind<D extends Arranged = Arranged> = {
  name: string;
  open(at: BankSettings): Promise<OpenBank<D>>;
};

export type BankSettings = {
  now: () => Instant;
  machineNow: () => Instant;
  /** Where reports go: `{account}` in it stands for the account that they are for. */
  reportUrl: string;
};

export type OpenBank<D extends Arranged = Arranged> = {
  provider: Provider;
  /** The same for whoever does not wait long. */
  impatient(timeoutMs: number): Provider;
  url: string;
  drill: D;
  /** What this gateway's codes for some results are. */
  codes: Readonly<Record<ResultName, string>>;
  /** What the row of a merchant says of its gateway. */
  merchant(id: number): Partial<NewMerchant> & Pick<NewMerchant, "accountEcom" | "accountMoto">;
  /** A customer types a card. */
  enterCard(checkoutId: string, card: TypedCard): Promise<{ checkoutId: string }>;
  stop(): Promise<void>;
};

export type ResultName =
  | "approved"
  | "soft"
  | "stolen"
  | "technical"
  | "brokenOff"
  | "merchant"
  | "request"
  | "pending"
  | "unclear"
  | "unlisted";

/** What those suites arrange at a bank: the same for each. */
export type Arranged = Pick<
  Drill,
  "fault" | "clearFaults" | "release" | "next" | "webhooks" | "releaseWebhooks" | "companions" | "resolve"
> & { ledger(): Promise<BookedLine[]> };

export const fixtureToken = "token-of-the-fixture";
export const fixtureWebhookKey = "00112233445566778899aabbccddeeff".repeat(2);

export const oppBank: BankKind<Drill> = {
  name: "opp",
  async open({ now, machineNow, reportUrl }) {
    const sandbox = await startSandbox({
      port: 0,
      dataDir: null,
      token: fixtureToken,
      webhookKey: fixtureWebhookKey,
      webhookUrl: reportUrl,
      now,
      webhookRetryMs: 5,
    });
    const provider = (timeoutMs: number) =>
      oppProvider({
        ...{ url: sandbox.url, token: fixtureToken, webhookKey: fixtureWebhookKey },
        ...{ timeoutMs, machineNow },
      });
    return {
      provider: provider(10_000),
      impatient: provider,
      url: sandbox.url,
      drill: drill(sandbox.url, fixtureToken),
      codes: {
        approved: "000.100.110",
        soft: "800.100.155",
        stolen: "800.100.159",
        technical: "800.800.800",
        brokenOff: "900.100.600",
        merchant: "800.900.300",
        request: "800.100.174",
        pending: "000.200.000",
        unclear: "000.400.030",
        unlisted: "000.500.100",
      },
      merchant: (id) => ({ accountEcom: `ecom-${id}`, accountMoto: `moto-${id}` }),
      enterCard: (checkoutId, card) => payCheckout(sandbox.url, checkoutId, card),
      stop: sandbox.stop,
    };
  },
};
