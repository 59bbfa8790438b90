/** A report in the state that the parameters say; what is null is not named. */
export function reportHref(
  merchant: string,
  report: string,
  params: Readonly<Record<string, string | null>> = {},
): string {
  const named = Object.entries(params).filter((one): one is [string, string] => Boolean(one[1]));
  const query = new URLSearchParams(named).toString();
  return `/${merchant}/reports/${report}${query ? `?${query}` : ""}`;
}
