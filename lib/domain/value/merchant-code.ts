/**
 * Whether a merchant may have this code: 2 to 20 lower-case letters and digits, and no word that an address of the
 * product begins with. The database asks the same (`merchants_code_form`).
 */
export function isMerchantCode(text: string): boolean {
  return /^[a-z0-9]{2,20}$/.test(text) && !reservedWords.includes(text);
}

/** Words that are, were or may be used in an address in the place of a merchant's code. */
export const reservedWords: readonly string[] = [
  "about",
  "account",
  "admin",
  "api",
  "assets",
  "auth",
  "billing",
  "customers",
  "dashboard",
  "design",
  "docs",
  "favicon",
  "health",
  "help",
  "login",
  "logout",
  "merchants",
  "null",
  "orders",
  "pay",
  "payments",
  "products",
  "public",
  "reports",
  "sandbox",
  "search",
  "settings",
  "signin",
  "signout",
  "static",
  "status",
  "support",
  "undefined",
  "users",
  "webhooks",
  "www",
];
