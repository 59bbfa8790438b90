import { afterEach } from "vitest";

/** Instants are milliseconds in the code; whoever reads a difference reads dates. */
afterEach(({ task }) => {
  for (const error of task.result?.errors ?? []) {
    error.message = dated(error.message);
    if (error.diff) error.diff = dated(error.diff);
  }
});

function dated(text: string): string {
  return text.replace(/\b\d{13}\b/g, (ms) => new Date(Number(ms)).toISOString());
}
