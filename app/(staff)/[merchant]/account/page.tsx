import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { FactList } from "@/components/ui/fact-list";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { alertMailsOf } from "@/lib/alerts/choice";
import { requireStaffAt } from "@/lib/auth/require-staff";
import { sessionsOf } from "@/lib/auth/sessions";
import { type TwoStep, twoStepOf } from "@/lib/auth/two-step";
import { database } from "@/lib/database";
import { AlertMailChoices } from "./alert-mail";
import { EmailPopUp, PasswordPopUp, SwitchOffPopUp } from "./pop-ups";
import { Sessions } from "./sessions";

export const metadata: Metadata = { title: "Account" };

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default foundOrNot(AccountPage, NotFound);

/** A person's own: how they sign in, and where they are signed in. The same whichever merchant they came from. */
async function AccountPage({ params, searchParams }: Props) {
  const { user, sessionId, merchant } = await requireStaffAt((await params).merchant);
  const { popup } = await searchParams;
  const db = database();
  const [twoStep, sessions, alertMails] = await Promise.all([
    twoStepOf(db, user.id),
    sessionsOf(db, user.id, Date.now()),
    alertMailsOf(db, user.id),
  ]);
  const { code } = merchant;
  const here = `/${code}/account`;
  const onPage = { merchant: code, here };
  if (popup !== undefined && !["email", "password", "two-step-off"].includes(String(popup))) notFound();
  return (
    <>
      <h1 className="mb-4 text-24 font-semibold">Account</h1>
      {popup ? null : <ActMessage />}
      <Section title="Sign-in">
        <FactList
          facts={[
            ["Name", user.name],
            ["E-mail", user.email],
          ]}
        />
        <div className="mt-4 flex flex-wrap gap-2">
          <Link href={`${here}?popup=email`} scroll={false} className={buttonClass.plain}>
            Change e-mail
          </Link>
          <Link href={`${here}?popup=password`} scroll={false} className={buttonClass.plain}>
            Change password
          </Link>
        </div>
      </Section>
      <Section title="Two-step verification">
        <TwoStepState twoStep={twoStep} here={here} zone={user.timeZone} />
      </Section>
      <Section title="Alerts">
        <AlertMailChoices merchant={code} places={alertMails} />
      </Section>
      <Section title="Sessions">
        <Sessions sessions={sessions} own={sessionId} merchant={code} zone={user.timeZone} />
      </Section>
      <p className="mt-4 text-13 text-quiet">Times in {user.timeZone}</p>
      {popup === "email" ? <EmailPopUp {...onPage} email={user.email} /> : null}
      {popup === "password" ? <PasswordPopUp {...onPage} email={user.email} /> : null}
      {popup === "two-step-off" ? <SwitchOffPopUp {...onPage} isRequired={merchant.requiresTwoStep} /> : null}
    </>
  );
}

function TwoStepState({ twoStep, here, zone }: { twoStep: TwoStep; here: string; zone: string }) {
  if (!twoStep.isOn)
    return (
      <>
        <p className="max-w-[72ch] text-13">
          Off. When it is on, you sign in with your password and a code of an authenticator app on your phone.
          Someone who has only your password does not get in.
        </p>
        <Link href={`${here}/two-step`} className={`${buttonClass.primary} mt-4`}>
          Set up two-step verification
        </Link>
      </>
    );
  const { since, recoveryCodes } = twoStep;
  return (
    <>
      <FactList
        facts={[
          ["Status", "On"],
          ["Since", <Time key="since" at={since} zone={zone} />],
          ["Recovery codes left", recoveryCodes],
        ]}
      />
      {recoveryCodes < FEW ? (
        <p className="mt-3 max-w-[72ch] text-13">
          Few recovery codes are left. To get new ones, switch two-step verification off, then set it up
          again.
        </p>
      ) : null}
      <Link href={`${here}?popup=two-step-off`} scroll={false} className={`${buttonClass.plain} mt-4`}>
        Switch off
      </Link>
    </>
  );
}

const FEW = 3;
