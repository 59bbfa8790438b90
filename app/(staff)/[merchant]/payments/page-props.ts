/** What every page of the section is given. */
export type PaymentsPageProps = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** One value of the address; "" where it is not there, or stands there twice. */
export function saidOnce(value: string | string[] | undefined): string {
  return typeof value === "string" && value.length <= 200 ? value : "";
}
