import { Field } from "@/components/ui/field";
import { CloseFooter, PopUp } from "@/components/ui/pop-up";
import type { Colleague, OpenInvitation } from "@/lib/auth/register";
import { roleNames } from "@/lib/auth/role-names";
import { DAY } from "@/lib/domain/value/calendar";
import { INVITED_FOR } from "@/lib/domain/value/timetable";
import { ActForm } from "../act-form";
import {
  changeUserRole,
  chooseRequirement,
  deactivate,
  invite,
  reactivate,
  renew,
  resetSecondStep,
  withdraw,
} from "./actions";
import { RoleField } from "./role-field";

/** Asks somebody to work here. */
export function InvitePopUp({ merchant, here }: OnPage) {
  return (
    <PopUp title="Invite user" size="small" closeTo={here}>
      <ActForm action={invite} carries={{ merchant }} act="Send invitation" working="Sending …">
        <Field label="E-mail" name="email" type="email" autoComplete="off" required />
        <RoleField roles={allRoles} chosen="agent" />
      </ActForm>
      <CloseFooter />
    </PopUp>
  );
}

/** What can be changed about somebody who works here. */
export function PersonPopUp({ merchant, merchantName, here, person }: PersonProps) {
  const { id, name, email, role, active, isSelf, hasTwoStep } = person;
  const carries = { merchant, user: id };
  return (
    <PopUp title={name} size="small" closeTo={here}>
      <p className="mb-4 text-13 break-words text-quiet">
        {email}, {roleNames[role].name}
      </p>
      {isSelf ? (
        <p className="mb-6 text-13">You cannot change your own role or access. Ask another administrator.</p>
      ) : (
        <div className="mb-6 space-y-6">
          <ActForm action={changeUserRole} carries={carries} act="Change role" working="Changing …">
            <RoleField roles={allRoles} chosen={role} />
          </ActForm>
          {hasTwoStep ? (
            <ActForm
              action={resetSecondStep}
              carries={carries}
              act="Reset two-step verification"
              working="Resetting …"
              kind="plain"
            >
              <p className="text-13">
                For someone who has lost both phone and recovery codes. {name} will be signed out, will sign
                in with the password alone, and will be notified. Make sure that it is really {name} who asks.
              </p>
            </ActForm>
          ) : null}
          {active ? (
            <ActForm
              action={deactivate}
              carries={carries}
              act={`Deactivate ${name}`}
              working="Deactivating …"
              kind="danger"
            >
              <p className="text-13">
                {name} will be signed out immediately and will no longer reach {merchantName}. What they did
                stays. Invitations that they sent will be withdrawn.
              </p>
            </ActForm>
          ) : (
            <ActForm
              action={reactivate}
              carries={carries}
              act={`Reactivate ${name}`}
              working="Reactivating …"
              kind="plain"
            >
              <p className="text-13">
                {name} signs in with the same password, as {roleNames[role].inSentence}.
              </p>
            </ActForm>
          )}
        </div>
      )}
      <CloseFooter />
    </PopUp>
  );
}

/** An invitation that nobody has answered. */
export function InvitationPopUp({ merchant, here, invitation }: InvitationProps) {
  const { id, email, role } = invitation;
  const carries = { merchant, invitation: id };
  return (
    <PopUp title="Invitation" size="small" closeTo={here}>
      <p className="mb-4 text-13 break-words">
        {email} is invited as {roleNames[role].inSentence}.
      </p>
      <div className="mb-6 space-y-6">
        <ActForm action={renew} carries={carries} act="Send a new link" working="Sending …">
          <p className="text-13">
            The previous link will no longer work. The new one works for {INVITED_FOR / DAY} days.
          </p>
        </ActForm>
        <ActForm
          action={withdraw}
          carries={carries}
          act="Withdraw invitation"
          working="Withdrawing …"
          kind="danger"
        >
          <p className="text-13">The link will no longer work, and nothing else is sent.</p>
        </ActForm>
      </div>
      <CloseFooter />
    </PopUp>
  );
}

/** Whether everybody who works here has to have it. */
export function RequirementPopUp({ merchant, here, isRequired }: OnPage & { isRequired: boolean }) {
  return (
    <PopUp title="Two-step verification" size="small" closeTo={here}>
      <div className="mb-6">
        <ActForm
          action={chooseRequirement}
          carries={{ merchant, required: isRequired ? "no" : "yes" }}
          act={isRequired ? "Leave it to each person" : "Require two-step verification"}
          working="Saving …"
        >
          <p className="text-13">
            {isRequired
              ? "Everyone who works here needs two-step verification. If you leave it to each person, everyone can switch it off."
              : "Everyone who works here will need two-step verification. Anyone without it will set it up before they reach anything else."}
          </p>
        </ActForm>
      </div>
      <CloseFooter />
    </PopUp>
  );
}

type OnPage = { merchant: string; here: string };
type PersonProps = OnPage & { merchantName: string; person: Colleague & { isSelf: boolean } };
type InvitationProps = OnPage & { invitation: OpenInvitation };

const allRoles = Object.entries(roleNames).map(([value, { name, may }]) => ({ value, name, may }));
