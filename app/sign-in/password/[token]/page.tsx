import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { foundOrNot } from "@/app/found-or-not";
import NotFound from "@/app/not-found";
import { Field } from "@/components/ui/field";
import { answerWith } from "@/lib/answer-status";
import { personLinkOf } from "@/lib/auth/account";
import { countLink } from "@/lib/auth/link-limit";
import { addressOf } from "@/lib/auth/request-address";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { VisitorForm } from "../../visitor-form";
import { SpentLink, VisitorPage } from "../../visitor-page";
import { chooseAnother } from "./actions";

export const metadata: Metadata = { title: "New password" };

type Props = { params: Promise<{ token: string }> };

export default foundOrNot(NewPasswordPage, NotFound);

/** Shows what is asked and changes nothing: programs open links too. */
async function NewPasswordPage({ params }: Props) {
  const { token } = await params;
  const now = Date.now();
  if (!(await countLink(database(), addressOf(await headers()), now))) notFound();
  const link = await personLinkOf(database(), { secret: env().authSecret, kind: "password", token }, now);
  if (!link) {
    answerWith(404);
    return (
      <SpentLink>
        <a href="/sign-in/password" className="text-accent underline">
          Ask for a new link
        </a>
      </SpentLink>
    );
  }
  return (
    <VisitorPage title="Choose a new password">
      <p className="mb-6 text-15 break-words">
        For the account of {link.account}. You are signed out everywhere.
      </p>
      <VisitorForm send={chooseAnother} carries={{ token }} act="Save password" working="Saving …">
        {/* For programs that keep passwords. */}
        <input type="hidden" name="username" autoComplete="username" value={link.account} />
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters. Several words are easy to keep and hard to guess."
          required
        />
      </VisitorForm>
    </VisitorPage>
  );
}
