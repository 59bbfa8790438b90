import type { Attempt } from "@/lib/domain/order/order";
import { DAY } from "@/lib/domain/value/calendar";

/**
 * What the card schemes forbid, counted a second time and without the product's own rules: from what was sent and what
 * the bank answered. One sentence a breach.
 */
export function breachesOf(attempts: readonly Attempt[]): string[] {
  const sent = attempts
    .filter(({ type, state }) => type === "debit" && (state === "approved" || state === "declined"))
    .sort((a, b) => a.startedAt - b.startedAt);
  return sent.flatMap((attempt, i) => {
    const before = sent.slice(0, i).filter(({ cardId }) => cardId === attempt.cardId);
    const declined = before.filter(({ state }) => state === "declined");
    const within = (days: number) =>
      declined.filter(({ startedAt }) => attempt.startedAt - startedAt < days * DAY);
    const found: string[] = [];
    if (declined.some(({ answer }) => forGood.has(answer?.acquirerResponse ?? "")))
      found.push("sent again after a decline for good");
    if (declined.some(({ answer }) => stops.has(answer?.code ?? "")))
      found.push("sent again after a withdrawal");
    if (
      within(30).some(
        ({ answer }) => answer?.merchantAdviceCode === "03" || answer?.merchantAdviceCode === "21",
      )
    )
      found.push("sent again within 30 days of the advice not to");
    const tooEarly = declined.some(({ answer, settledAt }) => {
      const hours = waits[answer?.merchantAdviceCode ?? ""];
      return hours !== undefined && attempt.startedAt < (settledAt ?? 0) + hours * 60 * 60 * 1000;
    });
    if (tooEarly) found.push("sent before the time that the bank advised");
    if (within(30).length > 15) found.push("more than fifteen reattempts in thirty days");
    if (within(1).length >= 10) found.push("more than ten declines in a day");
    return found.map((what) => `${attempt.reference}: ${what}`);
  });
}

/** Responses after which a card is never charged again: pick up, lost, stolen, no such account, expired, revoked. */
const forGood = new Set(["04", "07", "12", "14", "15", "41", "43", "46", "54", "57", "R0", "R1", "R3"]);
const stops = new Set(["800.100.500", "800.100.501"]);
const waits: Readonly<Record<string, number>> = {
  ...{ "24": 1, "25": 24, "26": 48, "27": 96, "28": 144, "29": 192, "30": 240 },
};
