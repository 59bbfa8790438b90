"use client";
import { useEffect, useState } from "react";
import { CardFields } from "@/components/card-fields";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { OpenedFields } from "./actions";
import { BigLink } from "./big-link";
import { whenSeen } from "./when-seen";
import type { WhyClosed } from "./why-closed";

/** The gateway's card fields, asked for by the browser that shows the page: a page that is only fetched opens nothing. */
export function HostedFields(props: HostedFieldsProps) {
  const { open, token, purpose, shownSum, nonce, here } = props;
  const [answer, setAnswer] = useState<ActionResult<OpenedFields> | "lost" | null>(null);
  const isClosed = props.closed !== null;
  useEffect(() => {
    if (isClosed) return;
    return whenSeen(() => {
      open(null, { token, purpose, shownSum }).then(setAnswer, () => setAnswer("lost"));
    });
  }, [open, token, purpose, shownSum, isClosed]);
  if (answer === null && !isClosed)
    return (
      <div className="min-h-40">
        <p role="status" className="text-quiet">
          Loading the card fields …
        </p>
        <noscript>
          <p>The card fields need JavaScript. Turn it on, then reload the page.</p>
        </noscript>
      </div>
    );
  const value = answer && answer !== "lost" && answer.is === "done" ? answer.value : null;
  if (value && "fields" in value)
    return <CardFields fields={value.fields} action={`/pay/${token}/result`} act={props.act} nonce={nonce} />;
  const closed = props.closed ?? value?.closed ?? "away";
  return (
    <div role="status">
      <p className="mb-4">{closedWords[closed]}</p>
      <BigLink href={here} tone="plain">
        Look again
      </BigLink>
    </div>
  );
}

const closedWords = {
  running: "A payment for this order is being processed. Do not pay again. Check this page in a minute.",
  moved: "The order has changed since this page was loaded. No money was taken.",
  away: "The card fields are not available at the moment. No money was taken.",
} as const;

type HostedFieldsProps = {
  open: Action<OpenedFields>;
  token: string;
  purpose: "initial" | "card_update";
  /** The sum that the page shows, in minor units; a card update collects no more. */
  shownSum: number;
  /** The fields' button, with the sum that it charges. */
  act: string;
  /** Why there are none, as far as it was known when the page was drawn; null when nothing was in the way. */
  closed: WhyClosed | null;
  /** This request's, from the content policy. */
  nonce: string | undefined;
  /** The page itself. */
  here: string;
};
