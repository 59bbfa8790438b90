import Link from "next/link";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import type { Account } from "@/lib/customers/account";
import { actorName } from "@/lib/domain/order/refusal";
import { orderHref } from "../../orders/order-href";
import { ActForm } from "../../settings/act-form";
import { noteCustomer } from "../actions";
import { sayLogged } from "./logged-words";

/** What staff wrote about the customer, and a field for more. */
export function Notes({ account: { notes, customer }, merchant, zone }: StoryProps) {
  return (
    <Section title="Notes">
      <ActForm
        key={notes.length}
        action={noteCustomer}
        carries={{ merchant, id: customer.id }}
        act="Add note"
        working="Adding …"
        kind="plain"
      >
        <TextArea label="Note" name="text" rows={2} />
      </ActForm>
      <ul className="mt-4 space-y-3 text-13">
        {notes.map(({ seq, at, actor, text }) => (
          <li key={seq}>
            <p className="text-12 text-quiet">
              <Time at={at} zone={zone} />, {actorName(actor)}
            </p>
            <p className="break-words whitespace-pre-wrap">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What the customer was mailed. */
export function Mails({ account: { mails }, merchant, zone }: StoryProps) {
  if (mails.length === 0) return null;
  return (
    <Section title="Messages">
      <ul className="divide-y divide-line text-13">
        {mails.map(({ id, zuid, kind, subject, state, createdAt }) => (
          <li key={id} className={lineClass}>
            <span className="text-quiet">
              <Time at={createdAt} zone={zone} />
            </span>
            <span className="min-w-0 break-words">{subject ?? kind.replaceAll("_", " ")}</span>
            <span className={`first-letter:uppercase ${state === "failed" ? "text-red" : "text-quiet"}`}>
              {state}
            </span>
            {zuid === null ? null : (
              <Link
                href={orderHref({ merchant: { code: merchant }, zuid })}
                className="text-accent hover:underline"
              >
                ZUID-{zuid}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What was done to the account. */
export function Happened({ account: { log }, zone }: StoryProps) {
  return (
    <Section title="Event log">
      {log.length === 0 ? <p className="text-13 text-quiet">Nothing has been changed yet.</p> : null}
      <ul className="divide-y divide-line text-13">
        {log.map((entry) => (
          <li key={entry.seq} className={lineClass}>
            <span className="text-quiet">
              <Time at={entry.at} zone={zone} />
            </span>
            <span className="min-w-0 break-words">{sayLogged(entry)}</span>
            <span className="text-quiet sm:col-span-2">{actorName(entry.actor)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type StoryProps = { account: Account; merchant: string; zone: string };

/** A line of what happened: when, what, and beside it what belongs to it. */
const lineClass = "grid gap-x-4 py-2 sm:grid-cols-[9.5rem_minmax(0,1fr)_5rem_5.5rem]";
