import type { ComponentType, ReactNode } from "react";
import { answerWith } from "@/lib/answer-status";

/** A page that says in plain HTML, with status 404, that there is nothing at its address: no script needed. */
export function foundOrNot<Props>(
  Page: (props: Props) => Promise<ReactNode>,
  Nothing: ComponentType,
): (props: Props) => Promise<ReactNode> {
  return async function FoundOrNot(props) {
    try {
      return await Page(props);
    } catch (fault) {
      if (!isNotFound(fault)) throw fault;
      answerWith(404);
      return <Nothing />;
    }
  };
}

/** What `notFound()` throws. */
function isNotFound(fault: unknown): boolean {
  return fault instanceof Error && "digest" in fault && fault.digest === "NEXT_HTTP_ERROR_FALLBACK;404";
}
