import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { foundOrNot } from "@/app/found-or-not";
import NotFound from "@/app/not-found";
import { Notice } from "@/components/ui/notice";
import { answerWith } from "@/lib/answer-status";
import { invitationOf, type SpentInvitation } from "@/lib/auth/invitations";
import { countLink } from "@/lib/auth/link-limit";
import { addressOf } from "@/lib/auth/request-address";
import { roleNames } from "@/lib/auth/role-names";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { VisitorPage } from "../../visitor-page";
import { AcceptForm } from "./accept-form";
import { accept } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

type Props = { params: Promise<{ token: string }> };

export default foundOrNot(InvitationPage, NotFound);

/** Shows what is asked and changes nothing: programs open links too. */
async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const now = Date.now();
  if (!(await countLink(database(), addressOf(await headers()), now))) notFound();
  const invitation = await invitationOf(database(), { secret: env().authSecret, token }, now);
  if (!invitation) notFound();
  if (typeof invitation === "string") {
    answerWith(404);
    return (
      <VisitorPage title="This invitation cannot be used">
        <Notice tone="alert">
          <p>{spent[invitation]}</p>
        </Notice>
      </VisitorPage>
    );
  }
  const { merchant, email, role, hasAccount } = invitation;
  return (
    <VisitorPage title={`Join ${merchant}`}>
      <p className="mb-6 text-15">
        {email} is invited to work for {merchant} as {roleNames[role].inSentence}.{" "}
        {hasAccount
          ? "This address has an account already: its password stays as it is."
          : "Choose how colleagues see you, and a password."}
      </p>
      <AcceptForm accept={accept} token={token} merchant={merchant} email={email} hasAccount={hasAccount} />
    </VisitorPage>
  );
}

const spent: Readonly<Record<SpentInvitation, string>> = {
  used: "It was accepted already. Sign in with the e-mail address that it was sent to.",
  withdrawn:
    "It was withdrawn, or another one was sent in its place. Ask the person who invited you for a new one.",
  expired: "Its time is over. Ask the person who invited you for a new one.",
};
