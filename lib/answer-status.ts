import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import type { ServerResponse } from "node:http";

/**
 * Sets the status of the answer that is being made, for a page that is drawn whole. Next offers `notFound()` for
 * that, and sends it as an empty body that only a script fills.
 */
export function answerWith(status: 400 | 404): void {
  const answer = answers.getStore();
  if (answer && !answer.headersSent) answer.statusCode = status;
}

/** From now on every request knows its own answer. Called once, when the server starts. */
export function keepAnswers(): void {
  subscribe("http.server.request.start", (message) => {
    answers.enterWith((message as { response: ServerResponse }).response);
  });
}

// The start and the pages are bundled apart, and each would have a store of its own.
const shared = globalThis as typeof globalThis & { tenorAnswers?: AsyncLocalStorage<ServerResponse> };
shared.tenorAnswers ??= new AsyncLocalStorage<ServerResponse>();
const answers = shared.tenorAnswers;
