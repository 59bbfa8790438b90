/**
 * The path within our own pages that an address names, or null. It is read as a browser reads it, and what is handed
 * out is what was read, not what was written: dots that climb, backslashes, blanks and encoded forms of them all end
 * in one path here, or on another site and so in nothing.
 */
export function ownPath(given: string | undefined, origin: string): string | null {
  if (!given?.startsWith("/") || !URL.canParse(given, origin)) return null;
  const url = new URL(given, origin);
  const path = url.pathname + url.search + url.hash;
  const leadsHere = url.origin === new URL(origin).origin && /^\/(?![/\\])/.test(path);
  return leadsHere && !notPages.test(url.pathname) ? path : null;
}

/** Nobody signs in to get there, and the sign-in page would lead to itself. */
const notPages = /^\/(?:api|sign-in)(?:\/|$)/;
