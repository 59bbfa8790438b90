"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, startTransition, useOptimistic } from "react";
import { ActMessage, showActMessage } from "./act-message";
import { buttonClass } from "./button-class";
import { useLeave } from "./leave";
import { useOpenPopUp } from "./opening";
import { type PopUpFrame, popUpWidths } from "./pop-up-frame";

/** A dialog with an address of its own: closing it goes back to the page's. */
export function PopUp({ title, size, closeTo, backTo, children }: PopUpProps) {
  const leave = useLeave();
  const open = useOpenPopUp();
  // Closed only until the page without it is there: whoever asks for it again meanwhile gets it.
  const [isOpen, setOpen] = useOptimistic(true);
  const close = (isToOpen: boolean, { reason }: { reason: string }) => {
    if (isToOpen) return;
    // Escape goes one step back; what was ticked stays ticked.
    if (reason === "escape-key" && backTo) return open(backTo, { replace: true });
    showActMessage(null);
    startTransition(async () => {
      setOpen(false);
      await leave(closeTo);
    });
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={close}>
      <WithoutScript title={title} closeTo={closeTo}>
        {children}
      </WithoutScript>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center overflow-y-auto scroll-pb-20 sm:p-8">
          <Dialog.Popup
            onKeyDown={sendByKeys}
            className={`relative min-h-full w-full bg-panel text-ink shadow-float outline-none sm:min-h-0 sm:rounded-panel sm:border sm:border-line ${popUpWidths[size]}`}
          >
            <header className="flex items-center justify-between gap-4 px-6 pt-5 pb-4 max-sm:sticky max-sm:top-0 max-sm:z-20 max-sm:mb-4 max-sm:border-b max-sm:border-line max-sm:bg-panel max-sm:py-3">
              <Dialog.Title className="text-18 font-semibold">{title}</Dialog.Title>
              <Dialog.Close
                aria-label="Close"
                className="inline-flex size-8 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink"
              >
                <X size={16} strokeWidth={1.5} aria-hidden />
              </Dialog.Close>
            </header>
            <div className="px-6 pb-6">
              <ActMessage />
              {children}
            </div>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Ctrl+Enter presses the button of the one form that a pop-up has, wherever in it the focus is. */
function sendByKeys(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const buttons = event.currentTarget.querySelectorAll<HTMLElement>("form button[type=submit]");
  if (buttons.length !== 1) return;
  event.preventDefault();
  buttons[0]?.click();
}

/** A dialog needs a script; without one the pop-up lies on its page as part of the document. */
function WithoutScript({ title, closeTo, children }: Omit<PopUpProps, "size" | "backTo">) {
  return (
    <noscript>
      <section aria-label={title} className="fixed inset-0 z-50 overflow-y-auto bg-panel px-6 pb-6 text-ink">
        <header className="flex items-center justify-between gap-4 pt-5 pb-4">
          <h2 className="text-18 font-semibold">{title}</h2>
          <a href={closeTo} className={buttonClass.plain}>
            Close
          </a>
        </header>
        {children}
      </section>
    </noscript>
  );
}

/** The one last line of a pop-up, in sight however long it is: its button, if it has one, and beside it the way out. */
export function PopUpFooter({ children }: { children: ReactNode }) {
  return (
    <div className="sticky bottom-0 -mx-6 -mb-6 sm:-bottom-8 flex flex-wrap items-center gap-3 border-t border-line bg-panel px-6 py-4 sm:rounded-b-panel">
      {children}
    </div>
  );
}

/** The footer of a pop-up that only shows something. */
export function CloseFooter() {
  return (
    <PopUpFooter>
      <WayOut name="Close" />
    </PopUpFooter>
  );
}

/** Leaves the pop-up and changes nothing. */
export function WayOut({ name }: { name: "Back" | "Keep as it is" | "Close" }) {
  return <Dialog.Close className={buttonClass.plain}>{name}</Dialog.Close>;
}

type PopUpProps = PopUpFrame & {
  /** Where the page stands without the pop-up. */
  closeTo: string;
  /** The pop-up that this one was a step of. */
  backTo?: string | undefined;
  children: ReactNode;
};
