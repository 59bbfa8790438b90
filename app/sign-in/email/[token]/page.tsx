import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { foundOrNot } from "@/app/found-or-not";
import NotFound from "@/app/not-found";
import { answerWith } from "@/lib/answer-status";
import { personLinkOf } from "@/lib/auth/account";
import { countLink } from "@/lib/auth/link-limit";
import { addressOf } from "@/lib/auth/request-address";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { VisitorForm } from "../../visitor-form";
import { SpentLink, VisitorPage } from "../../visitor-page";
import { confirm } from "./actions";

export const metadata: Metadata = { title: "Confirm address" };

type Props = { params: Promise<{ token: string }> };

export default foundOrNot(ConfirmAddressPage, NotFound);

/** Shows what is asked and changes nothing: programs open links too. */
async function ConfirmAddressPage({ params }: Props) {
  const { token } = await params;
  const now = Date.now();
  if (!(await countLink(database(), addressOf(await headers()), now))) notFound();
  const link = await personLinkOf(database(), { secret: env().authSecret, kind: "email", token }, now);
  if (!link) {
    answerWith(404);
    return <SpentLink>Ask for a new one under Account, after signing in.</SpentLink>;
  }
  return (
    <VisitorPage title="Confirm your e-mail address">
      <p className="mb-6 text-15 break-words">
        {link.name} will sign in as {link.email}. {link.account} is told, and is no longer used.
      </p>
      <VisitorForm send={confirm} carries={{ token }} act="Confirm this address" working="Confirming …" />
    </VisitorPage>
  );
}
