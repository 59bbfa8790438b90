import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { buttonClass } from "@/components/ui/button-class";
import { Section } from "@/components/ui/section";
import { requireStaff } from "@/lib/auth/require-staff";
import { customerWith } from "@/lib/customers/find";
import { database } from "@/lib/database";
import { ActForm } from "../../../settings/act-form";
import { erase } from "./actions";
import { SureField } from "./sure-field";

export const metadata: Metadata = { title: "Personal data" };

export default foundOrNot(PersonalDataPage, NotFound);

/** What a person may ask for: a copy of everything that is held about them, and that it is erased. */
async function PersonalDataPage({ params }: Props) {
  const { merchant, customer: id } = await params;
  const staff = await requireStaff("administration", merchant);
  const customer = await customerWith(database(), staff.merchantId, { id, enteredBy: null });
  if (!customer) notFound();
  const here = `/${staff.merchant.code}/customers/${customer.id}`;
  return (
    <div className="max-w-[72ch]">
      <Link href={here} className="text-13 break-words text-accent hover:underline">
        ← {customer.name}
      </Link>
      <h1 className="mt-2 text-24 font-semibold">Personal data</h1>
      <Section title="Export">
        <p className="mb-3 text-13">
          A JSON file with everything that is held about {customer.name}: profile, cards, notes, orders,
          payments and messages. The export is noted in the audit log.
        </p>
        <a href={`${here}/personal-data/export`} download className={buttonClass.plain}>
          Export data
        </a>
      </Section>
      <Section title="Erase">
        <div className="mb-4 space-y-2 text-13">
          <p>These are erased immediately, and cannot be brought back:</p>
          <ul className="list-disc space-y-1 pl-5">
            <li>name, organisation, e-mail, phone, birthdate, addresses, tags and Customer_ID</li>
            <li>notes, on the customer and on their orders</li>
            <li>addresses and texts of messages</li>
            <li>cardholder names on saved cards, which are not charged again</li>
          </ul>
          <p>
            Orders, payments and invoices stay for 8 years, because bookkeeping law demands it. They are
            linked to a number, not to a name. What the bank answered to a payment, the cardholder's name
            included, stays with the payment for that time. The answer to the person must say so.
          </p>
        </div>
        <ActForm
          action={erase}
          carries={{ merchant: staff.merchant.code, id: customer.id }}
          act="Erase this person"
          working="Erasing"
          kind="danger"
        >
          <SureField />
        </ActForm>
      </Section>
    </div>
  );
}

type Props = { params: Promise<{ merchant: string; customer: string }> };
