/** The page where files are chosen, or the one of a file. */
export function importHref(merchant: string, id?: string): string {
  return `/${merchant}/customers/import${id ? `/${id}` : ""}`;
}
