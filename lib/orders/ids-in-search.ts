/**
 * The ids a search text can mean: "1042" an order's or a billing event's, "ZUID 1042" and "spid-7" only that,
 * thirty-two hexadecimal digits a transaction. What stands around them in a sentence is passed over. `alone`: it can
 * mean nothing else.
 */
export function idsIn(search: string): {
  zuid: number | null;
  spid: number | null;
  transaction: string | null;
  alone: boolean;
} {
  const text = search
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/^[\s\p{Ps}\p{Pi}"']+|[\s\p{Pe}\p{Pf}"'.,;:!?]+$/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i");
  const [, kind = "", digits] =
    /^(?:(zuid|spid)[\s:/_\p{Pd}]*)?(?:#|n[or]\.?)?\s*(\d{1,9})$/u.exec(text) ?? [];
  const number = digits === undefined ? null : Number(digits);
  return {
    zuid: kind === "spid" ? null : number,
    spid: kind === "zuid" ? null : number,
    transaction: /^[0-9a-f]{32}$/.test(text) ? text : null,
    alone: kind !== "",
  };
}
