import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { type Colleague, type OpenInvitation, staffOf } from "@/lib/auth/register";
import { requireStaff } from "@/lib/auth/require-staff";
import { roleNames } from "@/lib/auth/role-names";
import { database } from "@/lib/database";
import { SettingsFrame } from "../settings-frame";
import { InvitationPopUp, InvitePopUp, PersonPopUp } from "./pop-ups";

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
  const { code } = staff.merchant;
  const zone = staff.user.timeZone;
  const here = `/${code}/settings/users`;
  const person = asked.user === undefined ? null : (people.find(({ id }) => id === asked.user) ?? notFound());
  const invitation =
    asked.invitation === undefined ? null : (invited.find(({ id }) => id === asked.invitation) ?? null);
  return (
    <SettingsFrame merchant={code} here="users">
      {person || asked.popup === "invite" || invitation ? null : <ActMessage />}
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
      <p className="mt-4 text-13 text-quiet">Times in {zone}</p>
      {asked.popup === "invite" ? <InvitePopUp merchant={code} here={here} /> : null}
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
    <Table label="People">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th>Access</Th>
          <Th>Last seen</Th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ id, name, email, role, active, lastSeenAt }) => (
          <tr key={id}>
            <Td className="max-w-72 min-w-32 break-words">
              <Link href={`${here}?user=${id}`} scroll={false} className="text-accent underline">
                {name}
              </Link>
              {id === self ? <span className="text-quiet"> (you)</span> : null}
            </Td>
            <Td className="max-w-72 min-w-32 break-words">{email}</Td>
            <Td className="whitespace-nowrap">{roleNames[role].name}</Td>
            <Td>{active ? "Active" : "Deactivated"}</Td>
            <Td>{lastSeenAt === null ? "Never" : <Time at={lastSeenAt} zone={zone} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type PeopleProps = { people: Colleague[]; self: string; here: string; zone: string };

function Invitations({ invited, here, zone, now }: InvitationsProps) {
  return (
    <Table label="Invitations">
      <thead>
        <tr>
          <Th>E-mail</Th>
          <Th>Role</Th>
          <Th>Invited</Th>
          <Th>Works until</Th>
        </tr>
      </thead>
      <tbody>
        {invited.map(({ id, email, role, invitedAt, expiresAt }) => (
          <tr key={id}>
            <Td className="max-w-72 min-w-32 break-words">
              <Link href={`${here}?invitation=${id}`} scroll={false} className="text-accent underline">
                {email}
              </Link>
            </Td>
            <Td className="whitespace-nowrap">{roleNames[role].name}</Td>
            <Td>
              <Time at={invitedAt} zone={zone} />
            </Td>
            <Td>{expiresAt <= now ? "Expired" : <Time at={expiresAt} zone={zone} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type InvitationsProps = { invited: OpenInvitation[]; here: string; zone: string; now: number };
