import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { toString as toQrCode } from "qrcode";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { signOutHere } from "@/app/sign-in/actions";
import { SignOutForm } from "@/components/sign-out-form";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { requireSignedIn } from "@/lib/auth/require-staff";
import { lacksTwoStep, type SignedIn } from "@/lib/auth/staff";
import { authenticatorKey } from "@/lib/auth/two-step";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { switchOn } from "../actions";
import { ConfirmForm } from "./confirm-form";

export const metadata: Metadata = { title: "Two-step verification" };

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(TwoStepPage, NotFound);

/** Sets two-step verification up: the only page of a merchant that whoever lacks what it requires can reach. */
async function TwoStepPage({ params }: Props) {
  const code = (await params).merchant;
  const person = await requireSignedIn();
  const profile = person.profiles.find((one) => one.code === code) ?? notFound();
  const act = {
    sessionId: person.sessionId,
    user: person.user,
    now: await businessNow(database()),
    machineNow: Date.now(),
  };
  const set = await authenticatorKey(database(), env().authSecret, act);
  if (!set) redirect(`/${code}/account`);
  const isLocked = lacksTwoStep(person, code);
  return (
    <div className="max-w-[60ch]">
      <h1 className="mb-4 text-24 font-semibold">Set up two-step verification</h1>
      {isLocked ? (
        <div className="mb-6">
          <Notice tone="info">
            <p>{profile.name} requires it of everyone who works there. Set it up to continue.</p>
          </Notice>
        </div>
      ) : null}
      <ConfirmForm switchOn={switchOn} next={isLocked ? `/${code}` : `/${code}/account`}>
        <Scan secret={set.key} picture={await toQrCode(set.uri, { type: "svg", margin: 2 })} />
      </ConfirmForm>
      {isLocked ? <OtherWays person={person} code={code} /> : null}
    </div>
  );
}

function Scan({ secret, picture }: { secret: string; picture: string }) {
  const inFours = secret.match(/.{1,4}/g)?.join(" ");
  return (
    <ol className="list-decimal space-y-4 pl-5 text-15">
      <li>Install an authenticator app on your phone, if you have none.</li>
      <li>
        Scan this code with it, or type the key.
        <div
          role="img"
          aria-label="QR code of the key"
          className="mt-3 size-48 rounded-control bg-white [&_svg]:size-full"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, out of our own key
          dangerouslySetInnerHTML={{ __html: picture }}
        />
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <code className="text-13 break-words select-all">{inFours}</code>
          <CopyButton text={secret} label="Copy key" />
        </div>
      </li>
      <li>Enter the six digits that the app shows.</li>
    </ol>
  );
}

/** Whoever cannot do it now is not shut in. */
function OtherWays({ person, code }: { person: SignedIn; code: string }) {
  const others = person.profiles.filter((one) => one.code !== code && !lacksTwoStep(person, one.code));
  return (
    <div className="mt-8 flex flex-wrap items-center gap-4 border-t border-line pt-4 text-13">
      {others.map((one) => (
        <a key={one.code} href={`/${one.code}/orders`} className="text-accent underline">
          Go to {one.name}
        </a>
      ))}
      <SignOutForm leave={signOutHere} />
    </div>
  );
}
