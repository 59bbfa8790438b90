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
  const handIn = async (letter: Letter): Promise<MailFault | null> => {
    try {
      session ??= await openSession(sender.server);
      await session.send(letter);
      return null;
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      // What follows a fault goes over a new connection.
      session = null;
      return error;
    }
  };
  return {
    async send(mail: Mail): Promise<DeliveryFault | null> {
      if (!address.test(mail.to.trim())) return noAddress;
      const letter = await written(mail, sender);
      const isUsed = session !== null;
      let fault = await handIn(letter);
      // Many servers take only so many mails over one connection: that one is used up, and nothing is wrong with them.
      if (fault && isUsed && isUntaken(judged(fault))) fault = await handIn(letter);
      if (!fault) return null;
      const { merchantId, kind } = mail;
      const code = fault.refused?.code ?? null;
      log.warn("the mail server did not accept a message", { merchantId, kind, code });
      return judged(fault);
    },
    close: () => session?.close(),
  };
}

/** One mailbox: what a mail library or a server would take apart, or put together, is none. 254 is SMTP's limit. */
const address = /^(?=.{3,254}$)[^\s@<>,;:"]+@[^\s@<>,;:"]+$/u;

const noAddress: DeliveryFault = {
  about: "mail",
  isFinal: true,
  why: "This is not an e-mail address.",
  mayHaveGone: false,
};

function isUntaken({ about, mayHaveGone }: DeliveryFault): boolean {
  return about === "server" && !mayHaveGone;
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

type Letter = Awaited<ReturnType<typeof written>>;

async function written(mail: Mail, { appUrl, mailFrom, replyTo }: Sender) {
  const { hostname } = new URL(appUrl);
  const from = mail.mailFrom ?? mailFrom ?? `no-reply@${hostname}`;
  const answersTo = mail.replyTo ?? replyTo;
  const message = new MailComposer({
    from: { name: mail.merchantName, address: from },
    ...(answersTo ? { replyTo: answersTo } : {}),
    to: { name: "", address: mail.to.trim() },
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
