import type { Instrumentation } from "next";

/** Next calls this once, when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { keepAnswers } = await import("@/lib/answer-status");
  keepAnswers();
  const { markUnreadable } = await import("@/lib/readable-request");
  markUnreadable();
  const { begin } = await import("@/lib/web-process");
  begin();
}

/** Whatever a page, a route or an action threw, as a line of our log and by its rules. */
export const onRequestError: Instrumentation.onRequestError = async (fault, _request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { reportFault } = await import("@/lib/web-process");
  reportFault(fault, { route: context.routePath, kind: context.routeType });
};
