import { Field } from "@/components/ui/field";
import { CloseFooter, PopUp } from "@/components/ui/pop-up";
import { ActForm } from "../settings/act-form";
import { changeOwnEmail, changeOwnPassword, switchOff } from "./actions";

export function PasswordPopUp({ merchant, here, email }: OnAccount & { email: string }) {
  return (
    <PopUp title="Change password" size="small" closeTo={here}>
      <div className="mb-6">
        <ActForm action={changeOwnPassword} carries={{ merchant }} act="Change password" working="Changing …">
          {/* For programs that keep passwords. */}
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <CurrentPassword />
          <Field
            label="New password"
            name="newPassword"
            type="password"
            autoComplete="new-password"
            hint="At least 12 characters. Several words are easy to keep and hard to guess."
            required
          />
          <p className="text-13">All your other sessions will end.</p>
        </ActForm>
      </div>
      <CloseFooter />
    </PopUp>
  );
}

export function EmailPopUp({ merchant, here, email }: OnAccount & { email: string }) {
  return (
    <PopUp title="Change e-mail" size="small" closeTo={here}>
      <div className="mb-6">
        <ActForm action={changeOwnEmail} carries={{ merchant }} act="Send link" working="Sending …">
          <p className="text-13 break-words">
            Your address is {email}. A link is sent to the new one. When it is confirmed there, you sign in
            with the new address, and the old one is told.
          </p>
          <Field label="New e-mail" name="email" type="email" autoComplete="off" required />
          <CurrentPassword />
        </ActForm>
      </div>
      <CloseFooter />
    </PopUp>
  );
}

export function SwitchOffPopUp({ merchant, here, isRequired }: OnAccount & { isRequired: boolean }) {
  return (
    <PopUp title="Switch off two-step verification" size="small" closeTo={here}>
      <div className="mb-6">
        <ActForm
          action={switchOff}
          carries={{ merchant }}
          act="Switch off two-step verification"
          working="Switching off …"
          kind="danger"
        >
          <p className="text-13">
            You will sign in with your password alone. Your recovery codes will no longer work.
            {isRequired
              ? " It is required here, so you will have to set it up again before you can continue."
              : ""}
          </p>
          <CurrentPassword />
          <Field
            label="Code"
            name="code"
            autoComplete="one-time-code"
            hint="Six digits of your authenticator app, or one of your recovery codes."
            required
          />
        </ActForm>
      </div>
      <CloseFooter />
    </PopUp>
  );
}

function CurrentPassword() {
  return (
    <Field
      label="Current password"
      name="password"
      type="password"
      autoComplete="current-password"
      required
    />
  );
}

type OnAccount = { merchant: string; here: string };
