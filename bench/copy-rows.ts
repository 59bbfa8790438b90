import { once } from "node:events";
import { getTableColumns, getTableName, type Table } from "drizzle-orm";
import type postgres from "postgres";

/**
 * One row as COPY reads it: each column as the driver would send it, in the table's order. What is not given is the
 * column's default, which must not be a function of the database.
 */
export function copyLine(table: Table, row: object): string {
  const given = row as Record<string, unknown>;
  return `${columnsOf(table)
    .map(([name, column]) => {
      const value = given[name] === undefined ? column.default : given[name];
      if (value === null || value === undefined) return "\\N";
      return escaped(String(column.mapToDriverValue(value)));
    })
    .join("\t")}\n`;
}

/** Appends many lines to a table at once. The driver does not tell of lines that the table refuses: count them after. */
export async function copyInto(sql: postgres.Sql, table: Table, lines: readonly string[]): Promise<void> {
  const names = columnsOf(table).map(([name]) => `"${snake(name)}"`);
  const writable = await sql
    .unsafe(`copy ${getTableName(table)} (${names.join(", ")}) from stdin`)
    .writable();
  const ended = once(writable, "finish");
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE)
    if (!writable.write(lines.slice(i, i + LINES_AT_ONCE).join(""))) await once(writable, "drain");
  writable.end();
  await ended;
}

const LINES_AT_ONCE = 500;

/** Those that PostgreSQL does not work out itself. */
function columnsOf(table: Table) {
  return Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined);
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function escaped(text: string): string {
  return text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
}
