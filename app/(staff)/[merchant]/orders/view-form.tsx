"use client";
import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useActionState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField } from "@/components/ui/complaint";
import { Field, FieldErrors } from "@/components/ui/field";
import type { ActionResult } from "@/lib/domain/order/result";
import type { SavedView } from "@/lib/orders/list-choices";
import { editView, nameView, openListWith, removeView } from "./list-actions";

/** Names the state that the list is in, or changes what it is called, who sees it and whether the list opens with it. */
export default function ViewForm({ merchant, query, view, setViews, close }: ViewFormProps) {
  const [answer, send, isSending] = useActionState(
    async (_previous: Answer | null, given: FormData): Promise<Answer> => {
      const result = await answerOrRefusal(ask(given), "Send it again.");
      if (result.is !== "done") return result;
      setViews(result.value);
      close();
      return result;
    },
    null,
  );
  const ask = (given: FormData): Promise<Answer> => {
    given.set("merchant", merchant);
    if (!view) {
      given.set("query", query);
      return nameView(null, given);
    }
    given.set("id", view.id);
    if (given.get("does") === "delete") return removeView(null, given);
    if (view.isOwn) return editView(null, given);
    return openListWith(null, { merchant, id: given.has("opens") ? view.id : "" });
  };
  const title = view ? (view.isOwn ? "Change view" : view.name) : "Save view";
  return (
    <Dialog.Root open onOpenChange={(open) => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup className="fixed top-24 left-1/2 z-50 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 rounded-panel border border-line bg-panel p-6 text-ink shadow-float outline-none">
          <Dialog.Title className="text-18 font-semibold">{title}</Dialog.Title>
          <form action={send} className="mt-4 grid gap-4">
            <FieldErrors value={complaintsByField(answer)}>
              {!view || view.isOwn ? (
                <>
                  <Field
                    label="Name"
                    name="name"
                    required
                    maxLength={200}
                    defaultValue={answer && "typed" in answer ? answer.typed?.name : view?.name}
                    hint="Filters and order are saved with it."
                  />
                  <Check name="shared" isOn={view?.isShared ?? false}>
                    Share with the team
                  </Check>
                </>
              ) : null}
              <Check name="opens" isOn={view?.isDefault ?? false}>
                Open the list with this view
              </Check>
            </FieldErrors>
            <p role="alert" className="text-13 text-red empty:hidden">
              {complaintOf(answer)}
            </p>
            <div className="flex items-center gap-2">
              <button
                type="submit"
                name="does"
                value="save"
                disabled={isSending}
                className={buttonClass.primary}
              >
                {view ? "Save" : "Save view"}
              </button>
              <Dialog.Close className={buttonClass.plain}>Close</Dialog.Close>
              {view?.isOwn ? (
                <button
                  type="submit"
                  name="does"
                  value="delete"
                  formNoValidate
                  disabled={isSending}
                  className={`${buttonClass.quiet} ml-auto text-red`}
                >
                  Delete view
                </button>
              ) : null}
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ViewFormProps = {
  merchant: string;
  query: string;
  /** The view that the list shows; null: it has none of this state yet. */
  view: SavedView | null;
  setViews: (views: readonly SavedView[]) => void;
  close: () => void;
};

type Answer = ActionResult<readonly SavedView[]>;

function Check({ name, isOn, children }: { name: string; isOn: boolean; children: ReactNode }) {
  return (
    <label className="flex min-h-6 items-center gap-2 text-13">
      <input type="checkbox" name={name} defaultChecked={isOn} className="size-4 accent-accent" />
      {children}
    </label>
  );
}
