import { Time } from "@/components/ui/time";
import type { LastMail } from "@/lib/payment-lists/last-mails";

/** What became of the newest mail to a customer, and which it was. */
export function MailState({ mail, zone }: { mail: LastMail | null; zone: string }) {
  if (!mail) return <span className="text-quiet">No e-mail</span>;
  const kind = mail.kind.replaceAll("_", " ");
  return (
    <>
      <span title={mail.error ?? undefined} className={`block ${mail.state === "failed" ? "text-red" : ""}`}>
        {stateNames[mail.state]}
      </span>
      <span className="block text-12 text-quiet">
        <span className="inline-block first-letter:uppercase">{kind}</span>, <Time at={mail.at} zone={zone} />
      </span>
    </>
  );
}

const stateNames: Readonly<Record<LastMail["state"], string>> = {
  queued: "Queued",
  sending: "Queued",
  sent: "Sent",
  failed: "Failed",
  opened: "Opened: the link was used",
  dropped: "Not sent: no longer correct",
};
