import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { sayInstant } from "@/lib/domain/calendar";
import { env } from "@/lib/env";
import { findMessage, listMessages, type StoredMessage } from "@/lib/orders/mailbox";

export const metadata: Metadata = { title: "Mailbox" };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Every mail of the merchant that would have gone out, with its links working. */
export default async function Mailbox({ searchParams }: Asked) {
  if (env().mode !== "sandbox") notFound();
  const staff = await requireStaff("payments");
  const { message: asked } = await searchParams;
  const messages = await listMessages(database(), staff.merchantId, {});
  const open =
    typeof asked === "string" && uuid.test(asked)
      ? ((await findMessage(database(), staff.merchantId, asked)) ?? notFound())
      : null;
  return (
    <>
      <h1 className="text-24 font-semibold">Mailbox</h1>
      {messages.length === 0 ? (
        <p className="mt-2 text-quiet">No mail yet. E-mail a payment link, or move the clock to a payment.</p>
      ) : null}
      <div className="mt-6 grid gap-8 min-[1100px]:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <ul className="divide-y divide-line border-y border-line text-13">
          {messages.map((message) => (
            <Entry
              key={message.id}
              message={message}
              zone={staff.user.timeZone}
              isOpen={message.id === open?.id}
            />
          ))}
        </ul>
        {open ? <Letter message={open} /> : null}
      </div>
    </>
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function Entry({ message, zone, isOpen }: { message: StoredMessage; zone: string; isOpen: boolean }) {
  return (
    <li>
      <a
        href={`/sandbox/mailbox?message=${message.id}`}
        aria-current={isOpen ? "true" : undefined}
        className="block px-2 py-2 hover:bg-hover aria-current:bg-selected"
      >
        <span className="block font-medium">{message.subject ?? message.kind.replaceAll("_", " ")}</span>
        <span className="block text-quiet">
          ZUID-{message.zuid} · {message.to} · {sayInstant(message.createdAt, zone)} · {message.state}
        </span>
      </a>
    </li>
  );
}

/** The HTML part stands in a frame without scripts; its links open in a tab of their own. */
function Letter({ message }: { message: StoredMessage }) {
  if (!message.html || !message.text)
    return <p className="text-quiet">It is queued. The worker writes and sends it within seconds.</p>;
  return (
    <article aria-label={message.subject ?? "Mail"} className="min-w-0 space-y-6">
      <h2 className="text-18 font-semibold">{message.subject}</h2>
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
