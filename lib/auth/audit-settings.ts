import type { AuditFacts } from "@/db/schema/audit";

/** What was set to what, one setting after another. */
export function describeSettings(before: AuditFacts, after: AuditFacts): string {
  const named = Object.keys(after).filter(
    (key) => key in names && key !== "messages" && key !== "logo_digest",
  );
  const changes = [
    ...named.map((key) => `${names[key]} from ${said(before[key])} to ${said(after[key])}`),
    ...switched(before.messages, after.messages),
    ...("logo_digest" in after ? [after.logo_digest === null ? "logo removed" : "another logo"] : []),
  ];
  return `Changed settings: ${changes.join("; ")}.`;
}

/** By the names of their columns, as the database writes them down. */
const names: Readonly<Record<string, string>> = {
  auto_retry: "automatic retries",
  auto_retry_days: "retry days",
  timed_for_paydays: "timing for paydays",
  end_action: "end action",
  default_initial_amount: "default initial amount, in minor units,",
  reminder_days: "reminder days",
  messages: "automatic messages",
  currencies: "currencies",
  channels: "channels",
  name: "name",
  descriptor: "descriptor",
  legal_name: "legal name",
  street: "street",
  postcode: "postcode",
  city: "city",
  country: "country",
  tax_numbers: "tax numbers",
  support_email: "support e-mail",
  support_phone: "support phone",
  terms_url: "terms",
  privacy_url: "privacy notice",
  logo_digest: "logo",
};

function said(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(", ") : "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  return value === "" || value === null || value === undefined ? "none" : String(value).replaceAll("_", " ");
}

/** Messages are on unless they are listed as off. */
function switched(before: unknown, after: unknown): string[] {
  const [was, is] = [before, after].map((given) => (given ?? {}) as Record<string, boolean>);
  return Object.keys({ ...was, ...is })
    .filter((kind) => (was?.[kind] ?? true) !== (is?.[kind] ?? true))
    .map((kind) => `messages “${kind.replaceAll("_", " ")}” ${(is?.[kind] ?? true) ? "on" : "off"}`);
}
