import { responseCode } from "./response-code";

/**
 * Where one card stands with its scheme at `now`, before it is charged.
 *
 * `attempts` are all attempts on that card over all orders of the merchant, in any order; `at`, `now`, `until` and
 * `freesAt` are epoch milliseconds. An attempt counts in `(now - window, now]`: exactly one window later it no
 * longer does. `tightened` holds the merchant's own limits, which can only be lower (and at least 1). A brand
 * without rules has no ban and no limits. Visa's two limits are counted apart; the one that matters to a charge is
 * that of who initiates it.
 */
export function schemeStanding(
  brand: string,
  attempts: readonly CardAttempt[],
  now: number,
  tightened: Partial<Record<RuleId, number>> = {},
): SchemeStanding {
  const scheme = schemeOf(brand);
  const past = attempts.filter((attempt) => attempt.at <= now);
  return {
    ban: longest(schemeBans.filter((ban) => ban.scheme === scheme).flatMap((ban) => inForce(ban, past, now))),
    limits: schemeLimits
      .filter((rule) => rule.scheme === scheme && limitAt(rule, now, tightened) !== null)
      .map((rule) => standing(rule, past, now, tightened)),
  };
}

/** The scheme behind the gateway's brand name, debit and sub-brands included; null for one without rules here. */
export function schemeOf(brand: string | null): Scheme | null {
  if (typeof brand !== "string") return null;
  if (/^(VISA|VPAY)/i.test(brand.trim())) return "visa";
  if (/^(MASTER|MAESTRO)/i.test(brand.trim())) return "mastercard";
  return null;
}

export type Scheme = "visa" | "mastercard";

export type RuleId =
  | "visa_merchant_reattempts"
  | "visa_customer_reattempts"
  | "mastercard_daily_declines"
  | "mastercard_monthly_declines";

/** `reattempt`: sent for something that this card was declined for before. */
export type CardAttempt = {
  at: number;
  declined: boolean;
  merchantAdviceCode: string | null;
  visaCategory: 1 | 2 | 3 | 4 | null;
  initiatedBy: "merchant" | "customer";
  reattempt: boolean;
};

/** `until` null: for good. `freesAt` is set when the limit is used up: the first instant with a place again. */
export type SchemeStanding = {
  ban: null | { reason: string; until: number | null };
  limits: { id: RuleId; rule: string; used: number; limit: number; freesAt: number | null }[];
};

type Limit = {
  id: RuleId;
  scheme: Scheme;
  rule: string;
  counts: (attempt: CardAttempt) => boolean;
  windowHours: number;
  /** Oldest first; the last one that has begun holds. Before the first there is no limit. */
  versions: readonly { validFrom: number; limit: number }[];
  source: string;
};

type Ban = {
  scheme: Scheme;
  reason: string;
  causedBy: (attempt: CardAttempt) => boolean;
  /** Null: for good. */
  windowHours: number | null;
  validFrom: number;
  source: string;
};

const hour = 60 * 60 * 1000;
const month = 30 * 24;

// The schemes publish days, not hours; they are taken to begin at midnight UTC.
const visaReattempts = [
  { validFrom: Date.UTC(2021, 0, 1), limit: 15 },
  { validFrom: Date.UTC(2025, 4, 19), limit: 20 },
];

export const schemeLimits: readonly Limit[] = [
  {
    id: "visa_merchant_reattempts",
    scheme: "visa",
    rule: "Visa: reattempts by the merchant in 30 days",
    // Whatever became of it, it was sent: an approved or unanswered reattempt uses a place too.
    counts: (attempt) => attempt.reattempt && attempt.initiatedBy === "merchant",
    windowHours: month,
    versions: visaReattempts,
    source: "Visa rules on decline response codes, categories 2 to 4; raised on 19 May 2025",
  },
  {
    id: "visa_customer_reattempts",
    scheme: "visa",
    rule: "Visa: reattempts by the customer in 30 days",
    counts: (attempt) => attempt.reattempt && attempt.initiatedBy === "customer",
    windowHours: month,
    versions: visaReattempts,
    source: "Visa rules on decline response codes, categories 2 to 4; raised on 19 May 2025",
  },
  {
    id: "mastercard_daily_declines",
    scheme: "mastercard",
    rule: "Mastercard: declines in 24 hours",
    counts: (attempt) => attempt.declined,
    windowHours: 24,
    versions: [{ validFrom: Date.UTC(2022, 0, 1), limit: 10 }],
    source: "Mastercard Transaction Processing Excellence, excessive attempts, 2022",
  },
  {
    id: "mastercard_monthly_declines",
    scheme: "mastercard",
    rule: "Mastercard: declines in 30 days",
    counts: (attempt) => attempt.declined,
    windowHours: month,
    versions: [{ validFrom: Date.UTC(2022, 0, 1), limit: 35 }],
    source: "Mastercard Transaction Processing Excellence, excessive attempts, 2022",
  },
];

export const schemeBans: readonly Ban[] = [
  {
    scheme: "visa",
    reason: "Visa forbids another charge of this card: its bank said that it will never approve one",
    causedBy: (attempt) => attempt.declined && attempt.visaCategory === 1,
    windowHours: null,
    validFrom: Date.UTC(2021, 0, 1),
    source: "Visa rules on decline response codes, category 1, 2021",
  },
  {
    scheme: "mastercard",
    reason: "Mastercard forbids another charge of this card for 30 days: its bank said not to try again",
    causedBy: (attempt) => attempt.declined && responseCode(attempt.merchantAdviceCode) === "03",
    windowHours: month,
    validFrom: Date.UTC(2022, 0, 1),
    source: "Mastercard merchant advice code 03, 2022",
  },
  {
    scheme: "mastercard",
    reason:
      "Mastercard forbids another charge of this card for 30 days: the customer cancelled the agreement",
    causedBy: (attempt) => attempt.declined && responseCode(attempt.merchantAdviceCode) === "21",
    windowHours: month,
    validFrom: Date.UTC(2022, 0, 1),
    source: "Mastercard merchant advice code 21, 2022",
  },
];

type Standing = NonNullable<SchemeStanding["ban"]>;
type Tightened = Partial<Record<RuleId, number>>;

function standing(rule: Limit, past: readonly CardAttempt[], now: number, tightened: Tightened) {
  const window = rule.windowHours * hour;
  const counted = past.filter(rule.counts).map((attempt) => attempt.at);
  const usedAt = (instant: number) => counted.filter((at) => at > instant - window).length;
  const hasPlace = (instant: number) => usedAt(instant) < (limitAt(rule, instant, tightened) ?? Infinity);

  // A place frees when an attempt leaves the window, or when the scheme raises its limit.
  const changes = [...counted.map((at) => at + window), ...rule.versions.map((version) => version.validFrom)];
  const freesAt = changes.sort((a, b) => a - b).find((instant) => instant > now && hasPlace(instant));
  return {
    id: rule.id,
    rule: rule.rule,
    used: usedAt(now),
    limit: limitAt(rule, now, tightened) ?? Infinity,
    freesAt: hasPlace(now) ? null : (freesAt ?? null),
  };
}

function limitAt(rule: Limit, instant: number, tightened: Tightened): number | null {
  const version = rule.versions.findLast(({ validFrom }) => validFrom <= instant);
  if (!version) return null;
  const own = tightened[rule.id];
  return own === undefined || Number.isNaN(own)
    ? version.limit
    : Math.min(version.limit, Math.max(1, Math.floor(own)));
}

function inForce(ban: Ban, past: readonly CardAttempt[], now: number): Standing[] {
  const causes = past.filter((attempt) => attempt.at >= ban.validFrom && ban.causedBy(attempt));
  if (causes.length === 0) return [];
  if (ban.windowHours === null) return [{ reason: ban.reason, until: null }];
  const until = Math.max(...causes.map((attempt) => attempt.at)) + ban.windowHours * hour;
  return until > now ? [{ reason: ban.reason, until }] : [];
}

function longest(bans: readonly Standing[]): Standing | null {
  return [...bans].sort((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity))[0] ?? null;
}
