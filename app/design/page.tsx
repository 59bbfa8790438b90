import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { CardExpiry } from "@/components/order/card-expiry";
import { EventStatusName } from "@/components/order/event-status-icon";
import { StatusName } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { Initials } from "@/components/ui/initials";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { eventStatuses } from "@/lib/domain/order/billing-event";
import { orderStatuses } from "@/lib/domain/order/order";

export const metadata: Metadata = { title: "Design" };

/** What the product's looks are made of, in the theme that is chosen. In development only. */
export default function Design() {
  if (process.env.NODE_ENV !== "development") notFound();
  return (
    <main className="mx-auto max-w-[1400px] px-4 py-8 sm:px-6">
      <h1 className="text-24 font-semibold">Design</h1>
      <p className="mt-2 max-w-[72ch] text-13 text-quiet">
        A ledger that is calm to look at all day: type and space before boxes, one accent for what can be
        pressed, colour otherwise only for meaning, and then with an icon and a word. The names below are
        Tailwind tokens of app/globals.css; light and dark are mixed apart, and the user menu or the system
        chooses between them.
      </p>
      <Section title="Type">
        <ul className="space-y-3">
          {sizes.map(([name, className, use]) => (
            <li key={name} className="flex flex-wrap items-baseline gap-x-6">
              <span className={`${className} w-72`}>EUR 1,234.50</span>
              <span className="text-13">{name}</span>
              <span className="text-13 text-quiet">{use}</span>
            </li>
          ))}
        </ul>
        <p className="mt-4 text-13 text-quiet">
          Inter, in 400, <span className="font-medium">500</span> and{" "}
          <span className="font-semibold">600</span>. Digits that stand under digits are tabular.
        </p>
      </Section>
      <Section title="Space, radius and shadow">
        <div className="flex flex-wrap items-end gap-6 text-12 text-quiet">
          {spaces.map(([width, name]) => (
            <div key={name}>
              <div className={`h-4 bg-accent ${width}`} />
              {name}
            </div>
          ))}
          <div className="rounded-control border border-line-strong bg-panel p-3">6, controls</div>
          <div className="rounded-panel border border-line bg-panel p-3">10, panels</div>
          <div className="rounded-panel border border-line bg-panel p-3 shadow-float">What floats</div>
        </div>
      </Section>
      <Specimen />
      <Section title="A list on its way">
        <TableSkeleton rows={3} />
      </Section>
    </main>
  );
}

/** Everything that has colour. */
function Specimen() {
  return (
    <section aria-labelledby="colour" className="mt-8">
      <h2 id="colour" className="text-18 font-semibold">
        Colour
      </h2>
      <Part title="Warm grey, twelve steps">
        <div className="grid grid-cols-12 gap-1">
          {steps.map((className, i) => (
            <div key={className} className="text-center text-12 text-quiet">
              <div className={`h-10 rounded-control border border-line ${className}`} />
              {i + 1}
            </div>
          ))}
        </div>
      </Part>
      <Part title="Meaning">
        <ul className="flex flex-wrap gap-x-6 gap-y-2 text-13">
          {meanings.map(([className, use]) => (
            <li key={className} className={`${className} font-medium`}>
              {use}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Order statuses">
        <ul className="flex flex-wrap gap-x-6 gap-y-2 text-13">
          {orderStatuses.map((status) => (
            <li key={status}>
              <StatusName status={status} />
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Billing event statuses">
        <ul className="flex flex-wrap gap-x-6 gap-y-2 text-13">
          {eventStatuses.map((status) => (
            <li key={status}>
              <EventStatusName status={status} overdue={false} />
            </li>
          ))}
          <li>
            <EventStatusName status="scheduled" overdue />
          </li>
        </ul>
      </Part>
      <Controls />
      <Part title="Notices">
        <div className="space-y-3">
          <Notice tone="alert">The credit card added to this order has expired.</Notice>
          <Notice tone="info">Paused since 24 Nov 2026, 09:00.</Notice>
        </div>
      </Part>
      <Part title="Table">
        <Table label="Specimen">
          <thead>
            <tr>
              <Th>Customer</Th>
              <Th>Card</Th>
              <Th end>Amount</Th>
            </tr>
          </thead>
          <tbody>
            {["Anna Berg", "Mona Petit"].map((name, i) => (
              <tr key={name} className={i ? "bg-selected" : "hover:bg-hover"}>
                <Td>
                  <span className="flex items-center gap-2">
                    <Initials name={name} /> {name}
                  </span>
                </Td>
                <Td>
                  <span className="inline-flex items-center gap-1">
                    Visa •••• 4242
                    <CardExpiry
                      card={{ expiryMonth: 12, expiryYear: 2026 }}
                      state={i ? "expired" : "expiring"}
                    />
                  </span>
                </Td>
                <Td end>
                  <Amount value={123_450} currency="EUR" />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Part>
    </section>
  );
}

function Controls() {
  return (
    <Part title="Controls">
      <div className="flex flex-wrap items-end gap-3">
        <button type="button" className={buttonClass.primary}>
          Collect EUR 240.00
        </button>
        <button type="button" className={buttonClass.danger}>
          Skip EUR 100.00
        </button>
        <button type="button" className={buttonClass.plain}>
          Cancel
        </button>
        <button type="button" className={buttonClass.quiet}>
          More
        </button>
        <button type="button" disabled className={buttonClass.plain}>
          Not now
        </button>
        <Field label="Invoice ID" name="invoice" defaultValue="R-1042" className="w-40" />
        <Field label="Amount" name="amount" error="Enter an amount." className="w-40" />
      </div>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mt-6">
      <h3 className="mb-2 text-12 font-medium text-quiet">{title}</h3>
      {children}
    </div>
  );
}

const sizes = [
  ["12", "text-12", "Labels, table heads, meta"],
  ["13", "text-13", "Tables and forms"],
  ["15", "text-15", "Body"],
  ["16", "text-16", "The customer's pages"],
  ["18", "text-18 font-semibold", "Sections"],
  ["24", "text-24 font-semibold", "Pages"],
  ["32", "text-32 font-semibold", "The one number that matters"],
] as const;

const spaces = [
  ["w-1", "4"],
  ["w-2", "8, inside controls"],
  ["w-3", "12"],
  ["w-4", "16, between"],
  ["w-6", "24"],
  ["w-8", "32, between sections"],
] as const;

const steps = [
  "bg-warm-1",
  "bg-warm-2",
  "bg-warm-3",
  "bg-warm-4",
  "bg-warm-5",
  "bg-warm-6",
  "bg-warm-7",
  "bg-warm-8",
  "bg-warm-9",
  "bg-warm-10",
  "bg-warm-11",
  "bg-warm-12",
] as const;

const meanings = [
  ["text-accent", "Accent: what can be pressed"],
  ["text-red", "Red: declined, Failed"],
  ["text-orange", "Orange: Pending, overdue"],
  ["text-yellow", "Yellow: a card that expires"],
  ["text-green", "Green: approved, Active"],
  ["text-blue", "Blue: Draft, Paused"],
  ["text-navy", "Dark blue: Complete"],
  ["text-slate", "Dark grey: Suspended"],
  ["text-quiet", "Quiet: what stands aside"],
] as const;
