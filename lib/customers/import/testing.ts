import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Db } from "@/db/client";
import type { Actor } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { importColumns } from "./columns";
import { addPiece, beginUpload, type ImportId, readImport } from "./upload";

export const importer: Actor = {
  kind: "user",
  id: "00000000-0000-4000-8000-0000000000f1",
  name: "Ida Import",
};

/** What can be wrong with a row, by what the file of errors says of it. */
const faultKinds: readonly { says: string; spoil: (row: string[], number: number) => string[] }[] = [
  {
    says: "Customer_ID: Enter the number or name by which you know this customer.",
    spoil: put("Customer_ID", ""),
  },
  { says: "Customer_ID: Row 2 has the same one", spoil: put("Customer_ID", "C-1") },
  {
    says: "Lastname: Enter a first or a last name.",
    spoil: (row) => put("Lastname", "")(put("Firstname", "")(row)),
  },
  { says: "Firstname: This contains", spoil: put("Firstname", "a\0b") },
  { says: "Lastname: This has", spoil: put("Lastname", "x".repeat(300)) },
  { says: "Email: Enter an e-mail address", spoil: put("Email", "anna at example.com") },
  { says: "Birthdate: This date does not exist.", spoil: put("Birthdate", "31/02/1990") },
  { says: "Birthdate: Enter a date in the past.", spoil: put("Birthdate", "01/01/2999") },
  { says: "Birthdate: Write the date as DD/MM/YYYY", spoil: put("Birthdate", "1990-12-31") },
  { says: "Phone_Number: This is not a phone number", spoil: put("Phone_Number", "12") },
  { says: "Phone_Number: Enter Phone_CountryCode", spoil: put("Phone_CountryCode", "") },
  { says: "Billing_Country: This country is not known.", spoil: put("Billing_Country", "Atlantis") },
  { says: "Billing_PostCode: Shorten this", spoil: put("Billing_PostCode", "1".repeat(30)) },
  { says: "Shipping_Country: This country is not known.", spoil: put("Shipping_Country", "=1+1") },
  { says: "This row has only", spoil: (row) => row.slice(0, 9) },
  { says: "This row has 18 cells", spoil: (row) => [...row, "more"] },
  {
    says: "Email: Enter an e-mail address, such as anna@example.com. Birthdate: This date does not exist.",
    spoil: (row) => put("Email", "-")(put("Birthdate", "00/00/0000")(row)),
  },
];

function put(column: (typeof importColumns)[number], value: string) {
  return (row: readonly string[]) => row.with(importColumns.indexOf(column), value);
}

/** A file with that many rows, of which that many are bad, each kind in turn, and what is said of each by its number. */
export function madeFile({ rows, bad }: { rows: number; bad: number }): MadeFile {
  const faults = new Map<number, { cells: readonly string[]; says: string }>();
  const lines = [importColumns.join(",")];
  const every = Math.floor(rows / bad);
  for (let n = 1; n <= rows; n += 1) {
    const number = n + 1;
    const good = rowOf(n);
    const kind =
      n % every === 0 && faults.size < bad ? faultKinds[faults.size % faultKinds.length] : undefined;
    const cells = kind ? kind.spoil(good, number) : good;
    if (kind) faults.set(number, { cells, says: kind.says });
    lines.push(cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","));
  }
  return { bytes: Buffer.from(lines.join("\r\n")), faults, good: rows - faults.size };
}

export type MadeFile = {
  bytes: Uint8Array;
  faults: ReadonlyMap<number, { cells: readonly string[]; says: string }>;
  good: number;
};

function rowOf(n: number): string[] {
  const day = `${String((n % 28) + 1).padStart(2, "0")}/${String((n % 12) + 1).padStart(2, "0")}/${1950 + (n % 50)}`;
  const address = [
    `Straße "${n}"\u00a0b, 1`,
    "Köln",
    String(10_000 + (n % 80_000)),
    "",
    n % 2 ? "DE" : "Germany",
  ];
  return [
    ...[`C-${n}`, `=Zoë ${n}`, `O'Neill, ${n}`, `customer${n}@example.com`, day],
    ...["+49", `030 ${901_820 + (n % 90_000)}`],
    ...address,
    ...(n % 3 ? ["", "", "", "", ""] : address),
  ];
}

/** Sends a whole file, each piece after the one before, and says which import it is. */
export async function upload(db: Db, merchantId: number, bytes: Uint8Array, now: Instant): Promise<ImportId> {
  const by = { actor: importer, now };
  const begun = await beginUpload(db, merchantId, { fileName: "customers.csv", size: bytes.length }, by);
  if ("wrong" in begun) throw new Error(begun.wrong);
  const id = { merchantId, id: begun.value };
  for (let place = 0; place < bytes.length; place += PIECE)
    await addPiece(db, id, place, bytes.subarray(place, place + PIECE));
  return id;
}

const PIECE = 500_000;

/**
 * Has processes apply an import and kills each as soon as it has done some more of it, until one finishes. Each sees
 * the claim of the one before as lapsed.
 *
 * @returns how many were killed
 */
export async function applyAmongKills(db: Db, url: string, id: ImportId, kills: number): Promise<number> {
  let killed = 0;
  for (;;) {
    const before = (await readImport(db, id))?.rowsDone ?? 0;
    const child = spawn(
      process.execPath,
      [
        "--import",
        "tsx",
        path.join(import.meta.dirname, "testing-worker.ts"),
        url,
        String(killed * 2 * MINUTE),
      ],
      { stdio: ["ignore", "inherit", "inherit"] },
    );
    const gone = once(child, "exit");
    for (;;) {
      const file = await readImport(db, id);
      if (file?.state === "done") {
        child.kill("SIGKILL");
        await gone;
        return killed;
      }
      if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
      if (killed < kills && (file?.rowsDone ?? 0) > before) break;
    }
    child.kill("SIGKILL");
    await gone;
    killed += 1;
  }
}
