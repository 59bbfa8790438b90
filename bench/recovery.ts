import { breachesOf } from "./recovery-breaches";
import { livePayment } from "./recovery-life";
import { type Policy, policies, standard } from "./recovery-policies";
import { type Population, populations } from "./recovery-populations";
import { simulatedCustomer } from "./recovery-world";
import { printTable } from "./table";

/** Share of failed payments recovered within 30 days, policy by policy, on the same simulated customers. */
export async function benchRecovery(): Promise<void> {
  console.log(
    `Failed payments run through the rules, ${PAYMENTS} of each population, the same for every policy; seeds ${seedOf(0)} to ${seedOf(PAYMENTS - 1)}.`,
  );
  console.log("In brackets: 95 % intervals. The difference to the default is calculated payment by payment.");
  for (const population of populations) {
    const rows = measure(population, policies, PAYMENTS);
    console.log(`\nPopulation: ${population.name}`);
    printTable(
      ["policy", "recovered %", "", "beside the default", "", "retries", "breaches"],
      rows.map(({ policy, recovered, beside, retries, breaches }) => [
        policy,
        recovered.share.toFixed(1),
        said(recovered),
        policy === standard ? "" : signed(beside.share),
        policy === standard ? "" : said(beside),
        retries.toFixed(2),
        String(breaches.length),
      ]),
    );
    for (const breach of rows.flatMap(({ breaches }) => breaches).slice(0, 10)) console.log(breach);
    if (rows.some(({ breaches }) => breaches.length > 0)) process.exitCode = 1;
    // Others want the processor too.
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const PAYMENTS = Number(process.env.PAYMENTS ?? 3_000);

export type Row = {
  policy: string;
  recovered: Share;
  beside: Share;
  /** For each failed payment. */
  retries: number;
  breaches: string[];
};

/** Per cent, with the ends of its 95 % interval. */
type Share = { share: number; from: number; to: number };

export function measure(population: Population, tried: readonly Policy[], payments: number): Row[] {
  const customers = Array.from({ length: payments }, (_, i) => simulatedCustomer(population, seedOf(i)));
  const results = tried.map((policy) => ({
    policy: policy.name,
    lives: customers.map((customer) => livePayment(customer, policy)),
  }));
  const usual = results.find(({ policy }) => policy === standard) ?? results[0];
  return results.map(({ policy, lives }) => ({
    policy,
    recovered: shareOf(lives.map(({ isRecovered }) => (isRecovered ? 1 : 0))),
    beside: shareOf(
      lives.map(({ isRecovered }, i) => Number(isRecovered) - Number(usual?.lives[i]?.isRecovered ?? false)),
    ),
    retries: lives.reduce((sum, life) => sum + life.retries, 0) / lives.length,
    breaches: lives.flatMap(({ attempts }) => breachesOf(attempts)),
  }));
}

function seedOf(i: number): string {
  return `payment-${i}`;
}

/** The mean of independent ones, zeros and minus ones, by the normal distribution. */
function shareOf(values: readonly number[]): Share {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const half = 1.96 * Math.sqrt(variance / values.length);
  return { share: 100 * mean, from: 100 * (mean - half), to: 100 * (mean + half) };
}

function said({ from, to }: Share): string {
  return `[${from.toFixed(1)} to ${to.toFixed(1)}]`;
}

function signed(value: number): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(1)}`;
}
