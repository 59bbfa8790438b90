/**
 * The rules that every statement of the application keeps, so that it also works on a cluster with each merchant on
 * one node. Tests check them for all statements that were run.
 */
export type Catalogue = {
  /** Tables whose rows belong to a merchant. */
  tenants: readonly string[];
  /** Functions that read over all merchants, or search within one. */
  doors: readonly string[];
};

/** The rules a statement breaks, in words; none if it is fine. */
export function violationsIn(statement: string, { tenants, doors }: Catalogue): string[] {
  const text = plain(statement);
  const touched = tablesIn(text, tenants);
  const unnamed = touched.filter((one) => !namesMerchant(text, one));
  const found: string[] = [];
  if (/\bset_config\s*\(/.test(text))
    found.push("sets by set_config, which is not passed on: a statement of its own does it");
  if (/\bselect\s+from\b/.test(text)) found.push("selects nothing: select 1");
  for (const { table } of unnamed) found.push(`does not name the merchant of ${table}`);
  if (/\bfor\s+(?:no\s+key\s+)?(?:update|share)\b|\bfor\s+key\s+share\b/.test(text) && unnamed.length > 0)
    found.push("locks rows of several merchants");
  const opened = doors.filter((door) => new RegExp(`\\b${door}\\s*\\(`).test(text));
  if (opened.length > 0 && touched.length > 0)
    found.push(`opens ${opened.join(", ")} within a query: a door is asked first`);
  return [...new Set(found)];
}

/** Lower case, without quotes of names and comments; constants are parameters. */
function plain(statement: string): string {
  return statement
    .replaceAll(/--[^\n]*/g, " ")
    .replaceAll(/'(?:[^']|'')*'/g, "$0")
    .replaceAll('"', "")
    .replaceAll(/\s+/g, " ")
    .toLowerCase();
}

type Touched = {
  table: string;
  /** The alias of a table. */
  alias: string;
  /** The part of the statement that it belongs to: from its own parenthesis to that one's end. */
  scope: string;
  isInserted: boolean;
};

function tablesIn(text: string, tenants: readonly string[]): Touched[] {
  const named = new RegExp(
    `\\b(from|join|update|into|using|only|,)\\s+(?:public\\.)?(${tenants.join("|")})\\b(?!\\.)(?:\\s+(?:as\\s+)?([a-z_]\\w*))?`,
    "g",
  );
  return [...text.matchAll(named)].flatMap(({ 0: all, 1: word, 2: table = "", 3: next = "", index }) => {
    // In a list of columns a table's name is a column's.
    if (word === "," && !/\bfrom [^()]*$/.test(text.slice(0, index))) return [];
    if (word === "from" && isExtract(text, index)) return [];
    const alias = next && !keywords.has(next) ? next : table;
    const at = index + all.indexOf(table);
    return [{ table, alias, scope: scopeAt(text, at), isInserted: word === "into" }];
  });
}

function isExtract(text: string, at: number): boolean {
  return /\bextract\s*\(\s*\w+ $/.test(text.slice(0, at));
}

const keywords = new Set(
  "where set on join inner left right cross full order group having limit for values returning using union and select offset default as".split(
    " ",
  ),
);

function scopeAt(text: string, at: number): string {
  let depth = 0;
  let start = 0;
  for (let i = at - 1; i >= 0; i--) {
    if (text[i] === ")") depth += 1;
    if (text[i] === "(") {
      if (depth === 0) {
        start = i + 1;
        break;
      }
      depth -= 1;
    }
  }
  depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")") {
      if (depth === 0) return text.slice(start, i);
      depth -= 1;
    }
  }
  return text.slice(start);
}

/** By a value and not by another table's column: that is how a cluster finds the node. */
function namesMerchant(text: string, { table, alias, scope, isInserted }: Touched): boolean {
  if (isInserted)
    return new RegExp(`into (?:public\\.)?${table}(?: as \\w+)? \\([^)]*\\bmerchant_id\\b`).test(text);
  const named = new RegExp(`(?:^|[^\\w.])(?:${alias}\\.)?merchant_id = (?:\\$\\d+|\\d+)`);
  return conditionsIn(scope).some((condition) => named.test(condition));
}

/** What must hold for every row of a part of a statement. Of two things of which one is enough, neither must. */
function conditionsIn(scope: string): string[] {
  return [
    ...scoped(scope).matchAll(
      /\b(?:where|on) (.*?)(?=$| (?:where|(?:\w+ )?join|group|order|returning|on) )/g,
    ),
  ]
    .map(([, condition = ""]) => condition)
    .filter((condition) => !/\bor\b/.test(condition));
}

/** A part of a statement without those within it that stand for themselves: subqueries, and what is one of two. */
function scoped(text: string): string {
  let kept = "";
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(" && depth++ === 0) start = i + 1;
    else if (text[i] === ")" && --depth === 0) kept += within(kept, text.slice(start, i));
    else if (depth === 0) kept += text[i];
  }
  return kept;
}

function within(before: string, text: string): string {
  const inner = scoped(text);
  const standsForItself = /^\s*(?:select|with|values)\b/.test(text) || /\bor\b/.test(inner);
  return standsForItself || /\bnot\s*$/.test(before) ? "()" : inner;
}
