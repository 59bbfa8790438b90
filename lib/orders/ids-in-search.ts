/**
 * The ids a search text can mean: "1042" an order's or a billing event's, "ZUID 1042" and "spid-7" only that,
 * thirty-two hexadecimal digits a transaction. `alone`: it can mean nothing else.
 */
export function idsIn(search: string): {
  zuid: number | null;
  spid: number | null;
  transaction: string | null;
  alone: boolean;
} {
  const text = search.normalize("NFKC").trim().toLowerCase();
  const [, kind = "", digits] = /^(?:(zuid|spid)[\s:#\p{Pd}]*|#\s*)?(\d{1,9})$/u.exec(text) ?? [];
  const number = digits === undefined ? null : Number(digits);
  return {
    zuid: kind === "spid" ? null : number,
    spid: kind === "zuid" ? null : number,
    transaction: /^[0-9a-f]{32}$/.test(text) ? text : null,
    alone: kind !== "",
  };
}
