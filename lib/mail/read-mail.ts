import { and, eq } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { loadOrder } from "@/db/orders";
import { customers } from "@/db/schema/customers";
import { merchantProfiles, merchants } from "@/db/schema/merchants";
import { messages, paymentLinks } from "@/db/schema/messages";
import { whyUntrue } from "@/lib/domain/words/message-truth";
import type { MessageDraft, MessageKind } from "@/lib/domain/words/messages";
import type { Mail, Reading } from "./mail";
import { render } from "./render";
import { readStaffMail } from "./staff-mail";

/** Reads a queued message and writes its words; or says why it is not true any more and is not to be sent. */
export async function readMail(
  db: Db,
  { merchantId, id }: { merchantId: number; id: string },
  reading: Reading,
): Promise<Mail | { untrue: string }> {
  return withMerchant(db, merchantId, async (tx) => {
    const [message] = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.merchantId, merchantId), eq(messages.id, id)));
    if (!message) throw new Error("a queued message is gone");
    if (message.zuid === null) return readStaffMail(tx, message, reading);
    const { zuid } = message;
    const { appUrl, now } = reading;
    const kind = message.kind as MessageKind;
    const order = await loadOrder(tx, merchantId, zuid, { lock: false, now });
    if (!order) throw new Error(`order ${zuid} of a queued message is gone`);
    const [people] = await tx
      .select({ customer: customers, merchant: merchants, contact: contactColumns })
      .from(customers)
      .innerJoin(merchants, eq(merchants.id, merchantId))
      .leftJoin(merchantProfiles, eq(merchantProfiles.merchantId, merchantId))
      .where(and(eq(customers.merchantId, merchantId), eq(customers.id, order.customerId)));
    if (!people) throw new Error(`order ${zuid} has no customer`);
    const [link] = await tx
      .select()
      .from(paymentLinks)
      .where(and(eq(paymentLinks.merchantId, merchantId), eq(paymentLinks.zuid, zuid)));
    const data = message.data as MessageDraft["data"];
    const linkWorks = link !== undefined && link.withdrawnAt === null;
    const untrue = whyUntrue(kind, { data, order, now, linkWorks });
    if (untrue) return { untrue };
    const rendered = render({
      kind,
      data,
      order,
      now,
      customer: people.customer,
      merchant: people.merchant,
      contact: people.contact,
      link: linkWorks ? `${appUrl}/pay/${link.token}` : null,
    });
    const { attempts } = message;
    const { name: merchantName, mailFrom, replyTo } = people.merchant;
    const to = people.customer.email;
    const isSecret = false;
    return { merchantId, id, zuid, kind, to, attempts, merchantName, mailFrom, replyTo, rendered, isSecret };
  });
}

const contactColumns = {
  supportEmail: merchantProfiles.supportEmail,
  supportPhone: merchantProfiles.supportPhone,
  termsUrl: merchantProfiles.termsUrl,
  privacyUrl: merchantProfiles.privacyUrl,
};
