import { responseCode } from "./response-code";
import { isInForce, type Region, type SchemeRule, schemeRules } from "./scheme-rules";

/**
 * The scheme's ban on a card and how far its limits are used at `now`, before it is charged.
 *
 * `attempts` are all attempts with that card over all orders of the merchant, in any order; `at`, `now`, `until`
 * and `freesAt` are epoch milliseconds. An attempt counts in `(now - window, now]`: exactly one window later it no
 * longer does. `tightened` holds the merchant's own limits, which can only be lower (and at least 1). A brand
 * without rules has no ban and no limits. Visa counts attempts by merchant and by customer separately; a charge is
 * limited by the count of whoever initiates it.
 */
export function schemeRestrictions(
  brand: string,
  attempts: readonly CardAttempt[],
  now: number,
  { tightened = {}, region = "worldwide" }: OwnLimits = {},
): SchemeRestrictions {
  const scheme = schemeOf(brand);
  const past = attempts.filter((attempt) => attempt.at <= now);
  return {
    ban: longestBan(
      schemeBans.filter((ban) => ban.scheme === scheme).flatMap((ban) => activeBans(ban, past, now)),
    ),
    limits: schemeLimits
      .filter(
        (rule) => rule.scheme === scheme && holdsIn(rule, region) && limitAt(rule, now, tightened) !== null,
      )
      .map((rule) => limitUse(rule, past, now, tightened)),
  };
}

/** The scheme of a gateway brand name, debit and sub-brands included; null for a brand without rules here. */
export function schemeOf(brand: string | null): Scheme | null {
  if (typeof brand !== "string") return null;
  if (/^(VISA|VPAY)/i.test(brand.trim())) return "visa";
  if (/^(MASTER|MAESTRO)/i.test(brand.trim())) return "mastercard";
  return null;
}

export type Scheme = "visa" | "mastercard";

export type SchemeLimitId =
  | "visa_merchant_reattempts"
  | "visa_customer_reattempts"
  | "mastercard_daily_declines"
  | "mastercard_monthly_declines"
  | "mastercard_brazil_declines";

/** The merchant's own, lower limits, and the region whose rules hold. */
type OwnLimits = { tightened?: Partial<Record<SchemeLimitId, number>>; region?: Region };

/** `reattempt`: sent for a payment that this card was declined for before. */
export type CardAttempt = {
  at: number;
  declined: boolean;
  merchantAdviceCode: string | null;
  visaCategory: 1 | 2 | 3 | 4 | null;
  initiatedBy: "merchant" | "customer";
  reattempt: boolean;
};

/**
 * `until` null: for ever. `freesAt` is set when the limit is used up: the first instant at which another attempt is
 * allowed.
 */
export type SchemeRestrictions = {
  ban: null | { reason: string; until: number | null };
  limits: { id: SchemeLimitId; rule: string; used: number; limit: number; freesAt: number | null }[];
};

type SchemeLimit = {
  id: SchemeLimitId;
  scheme: Scheme;
  rule: string;
  counts: (attempt: CardAttempt) => boolean;
  windowHours: number;
  /** The version in force applies. Without one there is no limit. */
  versions: readonly { rule: SchemeRule; limit: number }[];
};

type SchemeBan = {
  scheme: Scheme;
  reason: string;
  causedBy: (attempt: CardAttempt) => boolean;
  /** Null: for ever. */
  windowHours: number | null;
  rule: SchemeRule;
};

const hour = 60 * 60 * 1000;
const month = 30 * 24;
const rules = schemeRules;

const visaReattempts = [
  { rule: rules.visa_reattempts_15, limit: 15 },
  { rule: rules.visa_reattempts_20, limit: 20 },
];

export const schemeLimits: readonly SchemeLimit[] = [
  {
    id: "visa_merchant_reattempts",
    scheme: "visa",
    rule: "Visa: reattempts by the merchant in 30 days",
    // It was sent, so it counts whatever its result: approved and unanswered reattempts too.
    counts: (attempt) => attempt.reattempt && attempt.initiatedBy === "merchant",
    windowHours: month,
    versions: visaReattempts,
  },
  {
    id: "visa_customer_reattempts",
    scheme: "visa",
    rule: "Visa: reattempts by the customer in 30 days",
    counts: (attempt) => attempt.reattempt && attempt.initiatedBy === "customer",
    windowHours: month,
    versions: visaReattempts,
  },
  {
    id: "mastercard_daily_declines",
    scheme: "mastercard",
    rule: "Mastercard: declines in 24 hours",
    counts: (attempt) => attempt.declined,
    windowHours: 24,
    versions: [{ rule: rules.mastercard_daily, limit: 10 }],
  },
  {
    id: "mastercard_monthly_declines",
    scheme: "mastercard",
    rule: "Mastercard: declines in 30 days",
    counts: (attempt) => attempt.declined,
    windowHours: month,
    versions: [{ rule: rules.mastercard_monthly, limit: 35 }],
  },
  {
    id: "mastercard_brazil_declines",
    scheme: "mastercard",
    rule: "Mastercard in Brazil: declines in 30 days",
    counts: (attempt) => attempt.declined,
    windowHours: month,
    versions: [{ rule: rules.mastercard_brazil, limit: 7 }],
  },
];

export const schemeBans: readonly SchemeBan[] = [
  {
    scheme: "visa",
    reason: "Visa does not allow this card to be charged again: the bank will never approve it",
    causedBy: (attempt) => attempt.declined && attempt.visaCategory === 1,
    windowHours: null,
    rule: rules.visa_category_1,
  },
  {
    scheme: "mastercard",
    reason: "Mastercard does not allow this card to be charged for 30 days: the bank said not to try again",
    causedBy: (attempt) => attempt.declined && responseCode(attempt.merchantAdviceCode) === "03",
    windowHours: month,
    rule: rules.mastercard_advice_bans,
  },
  {
    scheme: "mastercard",
    reason:
      "Mastercard does not allow this card to be charged for 30 days: the customer cancelled the agreement",
    causedBy: (attempt) => attempt.declined && responseCode(attempt.merchantAdviceCode) === "21",
    windowHours: month,
    rule: rules.mastercard_advice_bans,
  },
];

type ActiveBan = NonNullable<SchemeRestrictions["ban"]>;
type Tightened = Partial<Record<SchemeLimitId, number>>;

function limitUse(rule: SchemeLimit, past: readonly CardAttempt[], now: number, tightened: Tightened) {
  const window = rule.windowHours * hour;
  const counted = past.filter(rule.counts).map((attempt) => attempt.at);
  const usedAt = (instant: number) => counted.filter((at) => at > instant - window).length;
  const hasPlace = (instant: number) => usedAt(instant) < (limitAt(rule, instant, tightened) ?? Infinity);

  // Another attempt is allowed when one leaves the window, or when the scheme raises its limit.
  const changes = [
    ...counted.map((at) => at + window),
    ...rule.versions.map((version) => version.rule.validFrom ?? 0),
  ];
  const freesAt = changes.sort((a, b) => a - b).find((instant) => instant > now && hasPlace(instant));
  return {
    id: rule.id,
    rule: rule.rule,
    used: usedAt(now),
    limit: limitAt(rule, now, tightened) ?? Infinity,
    freesAt: hasPlace(now) ? null : (freesAt ?? null),
  };
}

function holdsIn({ versions }: SchemeLimit, region: Region): boolean {
  return versions.some(({ rule }) => rule.region === "worldwide" || rule.region === region);
}

function limitAt(rule: SchemeLimit, instant: number, tightened: Tightened): number | null {
  const version = rule.versions.find((one) => isInForce(one.rule, instant));
  if (!version) return null;
  const own = tightened[rule.id];
  return own === undefined || Number.isNaN(own)
    ? version.limit
    : Math.min(version.limit, Math.max(1, Math.floor(own)));
}

function activeBans(ban: SchemeBan, past: readonly CardAttempt[], now: number): ActiveBan[] {
  const causes = past.filter((attempt) => isInForce(ban.rule, attempt.at) && ban.causedBy(attempt));
  if (causes.length === 0) return [];
  if (ban.windowHours === null) return [{ reason: ban.reason, until: null }];
  const until = Math.max(...causes.map((attempt) => attempt.at)) + ban.windowHours * hour;
  return until > now ? [{ reason: ban.reason, until }] : [];
}

function longestBan(bans: readonly ActiveBan[]): ActiveBan | null {
  return [...bans].sort((a, b) => (b.until ?? Infinity) - (a.until ?? Infinity))[0] ?? null;
}
