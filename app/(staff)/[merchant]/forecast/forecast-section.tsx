import { Amount } from "@/components/ui/amount";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import type { ForecastPart } from "@/lib/domain/forecast/forecast";
import { DAY, sayDay, sayInstant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { AT_RISK_DAYS } from "@/lib/domain/value/timetable";
import {
  declineGroupNames,
  declineStepNames,
  sayForecast,
  sayRange,
} from "@/lib/domain/words/forecast-words";
import { type MadeForecast, type PastForecast, readForecasts } from "@/lib/forecast/read";

/** What of the money at risk is likely to come in, why, and how earlier forecasts of it ended. */
export async function ForecastSection({ staff, currency }: { staff: Admitted; currency?: Currency }) {
  // It is about all of the merchant's money.
  if (onlyOwnOf(staff) !== null) return null;
  const db = database();
  const now = await businessNow(db);
  const read = await readForecasts(db, staff.merchantId, now);
  const isAsked = (one: { currency: Currency }) => currency === undefined || one.currency === currency;
  const made = read.made.filter(isAsked);
  const past = read.past.filter(isAsked);
  const zone = staff.user.timeZone;
  return (
    <Section title="Forecast">
      {made.length === 0 ? (
        <p className="text-13 text-quiet">
          No payment is declined and open, so there is nothing to forecast.
        </p>
      ) : null}
      <div className="space-y-4">
        {made.map((one) => (
          <OneForecast key={one.currency} made={one} now={now} zone={zone} />
        ))}
      </div>
      {past.length > 0 ? <PastForecasts past={past} zone={zone} /> : null}
    </Section>
  );
}

function OneForecast({ made, now, zone }: { made: MadeForecast; now: number; zone: string }) {
  const { atRisk, low, high, expected, currency, madeAt } = made;
  const at = (sum: number) => `${(100 * sum) / Math.max(1, atRisk)}%`;
  return (
    <div>
      <p className="text-15 font-medium">{sayForecast(made, zone)}</p>
      <div aria-hidden className="relative my-2 h-2 max-w-2xl rounded-full bg-warm-4">
        <span
          className="absolute inset-y-0 rounded-full bg-green"
          style={{ left: at(low), width: at(Math.max(high - low, atRisk / 100)) }}
        />
        <span className="absolute -inset-y-0.5 w-0.5 bg-ink" style={{ left: at(expected) }} />
      </div>
      <p className="text-12 text-quiet">
        In four of five cases. Payments declined more than {AT_RISK_DAYS} days ago are left out.
        {now - madeAt >= DAY / 24 ? ` As of ${sayInstant(madeAt, zone)}.` : null}
      </p>
      <details className="mt-2">
        <summary className="cursor-pointer text-13 text-accent">{currency}: by reason and attempts</summary>
        <div className="mt-2">
          <Parts parts={made.parts} currency={currency} />
        </div>
      </details>
    </div>
  );
}

function Parts({ parts, currency }: { parts: readonly ForecastPart[]; currency: Currency }) {
  return (
    <Table label={`Forecast in ${currency} by reason and attempts`}>
      <thead>
        <tr>
          <Th>Reason</Th>
          <Th>Failed attempts</Th>
          <Th end>Payments</Th>
          <Th end>At risk</Th>
          <Th end>Likely to come in</Th>
          <Th end>Share</Th>
          <Th end>Earlier payments known</Th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={`${part.group} ${part.step}`}>
            <Td>{declineGroupNames[part.group]}</Td>
            <Td>{declineStepNames[part.step]}</Td>
            <Td end>{part.payments}</Td>
            <Td end>
              <Amount value={part.atRisk} currency={currency} />
            </Td>
            <Td end className="whitespace-nowrap">
              {sayRange({ ...part, currency })}
            </Td>
            <Td end>{Math.round((100 * part.expected) / Math.max(1, part.atRisk))} %</Td>
            <Td end className="text-quiet">
              {part.own}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function PastForecasts({ past, zone }: { past: readonly PastForecast[]; zone: string }) {
  const held = past.filter(isHeld).length;
  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-13 text-accent">
        Forecast and actual: {held} of the last {past.length} held
      </summary>
      <div className="mt-2">
        <Table label="Forecast and actual">
          <thead>
            <tr>
              <Th>Forecast on</Th>
              <Th>For the time until</Th>
              <Th end>At risk</Th>
              <Th end>Forecast</Th>
              <Th end>Came in</Th>
              <Th>Result</Th>
            </tr>
          </thead>
          <tbody>
            {past.map((one) => (
              <tr key={`${one.currency} ${one.madeAt}`}>
                <Td>{sayDay(one.madeAt, zone)}</Td>
                <Td>{sayDay(one.until, zone)}</Td>
                <Td end>
                  <Amount value={one.atRisk} currency={one.currency} />
                </Td>
                <Td end className="whitespace-nowrap">
                  {sayRange(one)}
                </Td>
                <Td end>
                  <Amount value={one.cameIn} currency={one.currency} />
                </Td>
                <Td>{isHeld(one) ? "As forecast" : one.cameIn < one.low ? "Less" : "More"}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

function isHeld({ low, high, cameIn }: PastForecast): boolean {
  return low <= cameIn && cameIn <= high;
}
