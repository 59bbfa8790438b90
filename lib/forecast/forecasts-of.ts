import { type Forecast, forecast, type OpenPayment } from "@/lib/domain/forecast/forecast";
import { type RecoveryCount, ratesFrom } from "@/lib/domain/forecast/rates";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";

/** A forecast for each currency of the open payments. The same day has the same seed: a page says the same twice. */
export function forecastsOf(
  open: readonly (OpenPayment & { currency: Currency })[],
  history: readonly RecoveryCount[],
  { merchantId, now }: { merchantId: number; now: Instant },
): (Forecast & { currency: Currency })[] {
  const rates = ratesFrom(history, now);
  return [...Map.groupBy(open, ({ currency }) => currency).entries()].map(([currency, payments]) => ({
    currency,
    ...forecast(payments, rates, `${merchantId} ${currency} ${Math.floor(now / DAY)}`),
  }));
}
