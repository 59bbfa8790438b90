import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { ActMessage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { type Colleague, type OpenInvitation, staffOf } from "@/lib/auth/register";
import { requireStaff } from "@/lib/auth/require-staff";
import { roleNames } from "@/lib/auth/role-names";
import { database } from "@/lib/database";
import { SettingsFrame } from "../settings-frame";
import { InvitationPopUp, InvitePopUp, PersonPopUp, RequirementPopUp } from "./pop-ups";

export const metadata: Metadata = { title: "Users" };

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default foundOrNot(UsersPage, NotFound);

/** Who works for the merchant and who is invited to; a pop-up for whoever the address names. */
async function UsersPage({ params, searchParams }: Props) {
  const staff = await requireStaff("administration", (await params).merchant);
  const asked = await searchParams;
  const { people, invited } = await staffOf(database(), staff.merchantId);
  const { code, requiresTwoStep: isRequired } = staff.merchant;
  const zone = staff.user.timeZone;
  const here = `/${code}/settings/users`;
  const person = asked.user === undefined ? null : (people.find(({ id }) => id === asked.user) ?? notFound());
  const invitation =
    asked.invitation === undefined ? null : (invited.find(({ id }) => id === asked.invitation) ?? null);
  return (
    <SettingsFrame merchant={code} here="users">
      {person || asked.popup || invitation ? null : <ActMessage />}
      <Link href={`${here}?popup=invite`} scroll={false} className={buttonClass.primary}>
        Invite user
      </Link>
      <Section title="People">
        <People people={people} self={staff.user.id} here={here} zone={zone} />
      </Section>
      {invited.length > 0 ? (
        <Section title="Invitations">
          <Invitations invited={invited} here={here} zone={zone} now={Date.now()} />
        </Section>
      ) : null}
      <Section title="Two-step verification">
        <p className="mb-3 max-w-[72ch] text-13">
          {isRequired
            ? "Required of everyone who works here."
            : "Each person chooses. You can require it of everyone who works here."}
        </p>
        <Link href={`${here}?popup=two-step`} scroll={false} className={buttonClass.plain}>
          {isRequired ? "Change" : "Require two-step verification"}
        </Link>
      </Section>
      <p className="mt-4 text-13 text-quiet">Times in {zone}</p>
      {asked.popup === "invite" ? <InvitePopUp merchant={code} here={here} /> : null}
      {asked.popup === "two-step" ? (
        <RequirementPopUp merchant={code} here={here} isRequired={isRequired} />
      ) : null}
      {person ? (
        <PersonPopUp
          merchant={code}
          merchantName={staff.merchant.name}
          here={here}
          person={{ ...person, isSelf: person.id === staff.user.id }}
        />
      ) : null}
      {invitation ? <InvitationPopUp merchant={code} here={here} invitation={invitation} /> : null}
    </SettingsFrame>
  );
}

function People({ people, self, here, zone }: PeopleProps) {
  return (
    <FoldingTable
      label="People"
      columns={peopleColumns}
      rows={people.map(({ id, name, email, role, active, lastSeenAt, hasTwoStep }) => ({
        key: id,
        cells: {
          name: (
            <span className="block max-w-72 break-words sm:min-w-32">
              <Link href={`${here}?user=${id}`} scroll={false} className="text-accent underline">
                {name}
              </Link>
              {id === self ? <span className="text-quiet"> (you)</span> : null}
            </span>
          ),
          email: <span className="block max-w-72 break-words sm:min-w-32">{email}</span>,
          role: roleNames[role].name,
          access: active ? "Active" : "Deactivated",
          second: hasTwoStep ? "On" : "Off",
          seen: lastSeenAt === null ? "Never" : <Time at={lastSeenAt} zone={zone} />,
        },
      }))}
    />
  );
}

const peopleColumns: readonly FoldingColumn[] = [
  { id: "name", header: "Name", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "email", header: "E-mail", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-2" },
  { id: "role", header: "Role", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  { id: "access", header: "Access", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  {
    id: "second",
    header: "Two-step verification",
    phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-4",
    tag: "Two-step verification",
  },
  {
    id: "seen",
    header: "Last seen",
    phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right",
    tag: "Last seen",
  },
];

type PeopleProps = { people: Colleague[]; self: string; here: string; zone: string };

function Invitations({ invited, here, zone, now }: InvitationsProps) {
  return (
    <FoldingTable
      label="Invitations"
      columns={invitationColumns}
      rows={invited.map(({ id, email, role, invitedAt, expiresAt }) => ({
        key: id,
        cells: {
          email: (
            <Link
              href={`${here}?invitation=${id}`}
              scroll={false}
              className="block max-w-72 break-words text-accent underline sm:min-w-32"
            >
              {email}
            </Link>
          ),
          role: roleNames[role].name,
          invited: <Time at={invitedAt} zone={zone} />,
          until: expiresAt <= now ? "Expired" : <Time at={expiresAt} zone={zone} />,
        },
      }))}
    />
  );
}

const invitationColumns: readonly FoldingColumn[] = [
  { id: "email", header: "E-mail", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "role", header: "Role", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  {
    id: "invited",
    header: "Invited",
    phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-2",
    tag: "Invited",
  },
  {
    id: "until",
    header: "Works until",
    phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-3",
    tag: "Works until",
  },
];

type InvitationsProps = { invited: OpenInvitation[]; here: string; zone: string; now: number };
