import type { Metadata } from "next";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { buttonClass } from "@/components/ui/button-class";
import { LookAgain } from "@/components/ui/look-again";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { sayInstant } from "@/lib/domain/value/calendar";
import { env } from "@/lib/env";
import { findMessage, listMessages, type StoredMessage } from "@/lib/orders/mailbox";
import { orderHref } from "../../orders/order-href";

export const metadata: Metadata = { title: "Mailbox" };

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default foundOrNot(Mailbox, NotFound);

/** Every mail of the merchant that would have gone out, with its links working. */
async function Mailbox({ params, searchParams }: Props) {
  if (env().mode !== "sandbox") notFound();
  const staff = await requireStaff("payments", (await params).merchant);
  const { message: asked } = await searchParams;
  // What staff are written lets whoever reads it in as somebody else.
  const mayRead = ({ zuid }: StoredMessage) => zuid !== null || isPermitted(staff.role, "administration");
  const messages = (await listMessages(database(), staff.merchantId)).filter(mayRead);
  const open =
    typeof asked === "string" && uuid.test(asked)
      ? ((await findMessage(database(), staff.merchantId, asked)) ?? notFound())
      : null;
  if (open && !mayRead(open)) notFound();
  const { code: merchant } = staff.merchant;
  return (
    <>
      <h1 className="text-24 font-semibold">Mailbox</h1>
      {messages.length === 0 ? (
        <p className="mt-2 text-quiet">
          No mail yet. Send a payment link by e-mail, or move the clock to a payment.
        </p>
      ) : null}
      <div className="mt-6 grid grid-cols-1 gap-8 min-[1100px]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <ul
          aria-label="Mails"
          className={`divide-y divide-line border-y border-line text-13 ${open ? "max-[1099px]:hidden" : ""}`}
        >
          {messages.map((message) => (
            <Entry
              key={message.id}
              merchant={merchant}
              message={message}
              zone={staff.user.timeZone}
              isOpen={message.id === open?.id}
            />
          ))}
        </ul>
        {open ? (
          <Letter merchant={merchant} message={open} zone={staff.user.timeZone} />
        ) : messages.length > 0 ? (
          <p className="py-16 text-center text-13 text-quiet max-[1099px]:hidden">
            Choose a message to see its HTML and plain text versions.
          </p>
        ) : null}
      </div>
    </>
  );
}

type MailProps = { merchant: string; message: StoredMessage; zone: string };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Entry({ merchant, message, zone, isOpen }: MailProps & { isOpen: boolean }) {
  return (
    <li>
      <a
        href={`/${merchant}/sandbox/mailbox?message=${message.id}`}
        aria-current={isOpen ? "true" : undefined}
        className="block px-3 py-2 hover:bg-hover aria-current:bg-selected"
      >
        <span className="flex items-baseline justify-between gap-4">
          <span className="min-w-0 font-medium sm:truncate">
            {message.subject ?? message.kind.replaceAll("_", " ")}
          </span>
          <time
            dateTime={new Date(message.createdAt).toISOString()}
            className="shrink-0 text-12 text-quiet tabular-nums"
          >
            {sayInstant(message.createdAt, zone)}
          </time>
        </span>
        <span className="flex items-baseline justify-between gap-4 text-quiet">
          <span className="min-w-0 truncate">{message.to}</span>
          <span className="shrink-0 text-12">
            {message.zuid === null ? "" : `ZUID-${message.zuid} · `}
            {message.state}
          </span>
        </span>
      </a>
    </li>
  );
}

/** The HTML part stands in a frame without scripts; its links open in a tab of their own. */
function Letter({ merchant, message, zone }: MailProps) {
  if (message.state === "dropped")
    return <p className="text-quiet">It was not sent because it was no longer correct. {message.error}</p>;
  if (!message.html || !message.text)
    return (
      <>
        <p className="text-quiet">It is queued and will be sent within seconds.</p>
        <LookAgain />
      </>
    );
  return (
    <article aria-label={message.subject ?? "Mail"} className="min-w-0 space-y-4">
      <a href={`/${merchant}/sandbox/mailbox`} className={`${buttonClass.plain} min-[1100px]:hidden`}>
        All mail
      </a>
      <header>
        <h2 className="text-18 font-semibold">{message.subject}</h2>
        <p className="mt-1 text-13 break-words text-quiet">
          To {message.to}, {sayInstant(message.createdAt, zone)}, {message.state}
        </p>
        {message.zuid === null ? null : (
          <a
            href={orderHref({ merchant: { code: merchant }, zuid: message.zuid })}
            className="text-13 text-accent underline"
          >
            ZUID-{message.zuid}
          </a>
        )}
      </header>
      <iframe
        title="HTML part"
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        srcDoc={message.html.replace("<head>", '<head><base target="_blank">')}
        className="h-[480px] w-full rounded-panel border border-line bg-panel"
      />
      <section aria-label="Text part" className="rounded-panel border border-line bg-panel p-4 text-13">
        {message.text.split("\n").map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a mail never change
          <p key={i} className="min-h-5 break-words whitespace-pre-wrap">
            {/^https?:\/\/\S+$/.test(line) ? (
              <a href={line} target="_blank" rel="noreferrer" className="text-accent underline">
                {line}
              </a>
            ) : (
              line
            )}
          </p>
        ))}
      </section>
    </article>
  );
}
