import MailComposer from "nodemailer/lib/mail-composer";
import { log } from "@/lib/log";
import type { Mail } from "./mail";
import { MailFault, openSession, type Session } from "./smtp";
import type { SmtpServer } from "./smtp-server";

/** How an installation sends its mail. */
export type Sender = {
  server: SmtpServer;
  /** Origin under which people reach the application: its host stands in every Message-ID. */
  appUrl: string;
  /** Address of mails whose merchant has none of its own. */
  mailFrom: string | undefined;
  replyTo: string | undefined;
};

/**
 * What speaks against a mail:
 * - `mail`: the server refused its recipient or its text; for good, or for now.
 * - `sender`: the server refuses the address that it comes from. Another merchant's may pass.
 * - `server`: the server itself is away, or refuses us: no mail would fare better.
 */
export type DeliveryFault = {
  about: "mail" | "sender" | "server";
  isFinal: boolean;
  why: string;
  mayHaveGone: boolean;
};

/** One of the few desks at which mails are handed in one after another, over a connection that is kept. */
export function openDesk(sender: Sender): Desk {
  let session: Session | null = null;
  return {
    async send(mail: Mail): Promise<DeliveryFault | null> {
      try {
        const letter = await written(mail, sender);
        session ??= await openSession(sender.server);
        await session.send(letter);
        return null;
      } catch (error) {
        if (!(error instanceof MailFault)) throw error;
        // What follows a fault goes over a new connection.
        session = null;
        const { merchantId, kind } = mail;
        const code = error.refused?.code ?? null;
        log.warn("the mail server did not accept a message", { merchantId, kind, code });
        return judged(error);
      }
    },
    close: () => session?.close(),
  };
}

export type Desk = { send: (mail: Mail) => Promise<DeliveryFault | null>; close: () => void };

/** Only what is said to RCPT or DATA is about the mail. 421 means that the server is closing, whatever it answers. */
function judged({ stage, refused, why }: MailFault): DeliveryFault {
  const mayHaveGone = stage === "mail" && refused === null;
  if (!refused || refused.code === 421) return { about: "server", isFinal: false, why, mayHaveGone };
  if (refused.command === "RCPT TO" || refused.command === "DATA")
    return { about: "mail", isFinal: refused.code >= 500, why, mayHaveGone };
  const about = refused.command === "MAIL FROM" ? "sender" : "server";
  return { about, isFinal: false, why, mayHaveGone };
}

async function written(mail: Mail, { appUrl, mailFrom, replyTo }: Sender) {
  const { hostname } = new URL(appUrl);
  const from = mail.mailFrom ?? mailFrom ?? `no-reply@${hostname}`;
  const answersTo = mail.replyTo ?? replyTo;
  const message = new MailComposer({
    from: { name: mail.merchantName, address: from },
    ...(answersTo ? { replyTo: answersTo } : {}),
    to: { name: "", address: mail.to },
    messageId: `<${mail.id}.${mail.merchantId}@${hostname}>`,
    subject: mail.rendered.subject,
    text: mail.rendered.text,
    html: mail.rendered.html,
    headers: { "Auto-Submitted": "auto-generated" },
  }).compile();
  const raw = await message.build();
  const envelope = message.getEnvelope();
  // As it stands in an envelope: a host name with other letters than ASCII is written in ASCII.
  return { from: envelope.from || from, to: envelope.to[0] ?? mail.to, raw };
}
