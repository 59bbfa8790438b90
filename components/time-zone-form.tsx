"use client";
import { Dialog } from "@base-ui/react/dialog";
import { useActionState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { complaintOf, complaintsByField } from "@/components/ui/complaint";
import { inputClass } from "@/components/ui/field";
import { PopUpFooter, WayOut } from "@/components/ui/pop-up";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** In which zone the person is shown times. */
export function TimeZoneForm({ timeZone, isOpen, setOpen, choose }: TimeZoneFormProps) {
  const [result, send] = useActionState(async (_previous: ActionResult<unknown> | null, given: FormData) => {
    const answer = await answerOrRefusal(choose(null, given), "Save it again.");
    if (answer.is === "done") setOpen(false);
    return answer;
  }, null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center overflow-y-auto sm:p-8">
          <Dialog.Popup className="min-h-full w-full bg-panel p-6 text-ink shadow-float outline-none sm:min-h-0 sm:max-w-[480px] sm:rounded-panel sm:border sm:border-line">
            <Dialog.Title className="text-18 font-semibold">Time zone</Dialog.Title>
            <Dialog.Description className="mt-1 text-13 text-quiet">
              Times are shown in this time zone. Payments keep the merchant's time zone.
            </Dialog.Description>
            <form
              action={send}
              // What was chosen stays when it could not be saved: React would put the first choice back.
              onReset={(event) => event.preventDefault()}
              className="mt-4 space-y-4"
            >
              <label className="block text-12 font-medium text-quiet">
                <span className="mb-1 block">Show times in</span>
                <select name="timeZone" defaultValue={timeZone} className={inputClass}>
                  {isOpen ? zones(timeZone).map((zone) => <option key={zone}>{zone}</option>) : null}
                </select>
              </label>
              <p role="alert" className="text-12 text-red empty:hidden">
                {complaintsByField(result).timeZone ?? complaintOf(result)}
                <SignInAgain answer={result} />
              </p>
              <PopUpFooter>
                <SubmitButton working="Saving …">Save time zone</SubmitButton>
                <WayOut name="Back" />
              </PopUpFooter>
            </form>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type TimeZoneFormProps = {
  timeZone: string;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  choose: Action<unknown>;
};

function zones(current: string): string[] {
  return [...new Set(["UTC", current, ...Intl.supportedValuesOf("timeZone")])];
}
