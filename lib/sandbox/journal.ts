import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";

/**
 * A file of JSON lines that only grows. A line is handed to the operating system before the answer goes
 * out, so whatever a caller was told survives `kill -9` of this process. (A power cut is not played here.)
 */
export type Journal<Entry> = { append(entries: Entry[]): void; close(): void };

/** Opens the journal and replays it. `dir` null keeps nothing. */
export function openJournal<Entry>(dir: string | null, replay: (entry: Entry) => void): Journal<Entry> {
  if (dir === null) return { append() {}, close() {} };
  mkdirSync(dir, { recursive: true });
  const file = openSync(path.join(dir, "journal.ndjson"), "a+", 0o600);
  const bytes = readFileSync(file);
  // A last line without its end was being written when the process died: nobody was told of it.
  const whole = bytes.lastIndexOf("\n") + 1;
  if (whole < bytes.length) ftruncateSync(file, whole);
  for (const line of bytes.toString("utf8", 0, whole).split("\n")) if (line) replay(JSON.parse(line));

  let isOpen = true;
  return {
    append(entries) {
      // The number of a closed file may by now belong to another one.
      if (!isOpen) throw new Error("The journal is closed.");
      let rest = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
      while (rest.length > 0) rest = rest.subarray(writeSync(file, rest));
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}
