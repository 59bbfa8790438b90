"use client";
import { Dialog } from "@base-ui/react/dialog";
import { buttonClass } from "@/components/ui/button-class";

/** The keys that there are. */
export default function KeysHelp({ close }: { close: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => open || close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center overflow-y-auto sm:p-8">
          <Dialog.Popup className="min-h-full w-full bg-panel p-6 text-13 text-ink shadow-float outline-none sm:min-h-0 sm:max-w-[720px] sm:rounded-panel sm:border sm:border-line">
            <Dialog.Title className="text-18 font-semibold">Keys</Dialog.Title>
            <div className="mt-2 gap-10 sm:columns-2">
              {groups.map(({ name, keys }) => (
                <section key={name} aria-label={name} className="break-inside-avoid pt-2 pb-3">
                  <h3 className="text-12 font-medium text-quiet">{name}</h3>
                  <dl className="mt-1 grid grid-cols-[7.5rem_1fr] gap-y-1">
                    {keys.map(([key, does]) => (
                      <div key={key} className="contents">
                        <dt>
                          {key.split("  ").map((one) =>
                            one === "or" ? (
                              " or "
                            ) : (
                              <kbd
                                key={one}
                                className="mr-1 inline-flex h-5 min-w-5 items-center justify-center rounded-control border border-line px-1 font-sans text-12"
                              >
                                {one}
                              </kbd>
                            ),
                          )}
                        </dt>
                        <dd>{does}</dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ))}
            </div>
            <Dialog.Close className={`${buttonClass.plain} mt-6`}>Close</Dialog.Close>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const groups: readonly { name: string; keys: readonly (readonly [string, string])[] }[] = [
  {
    name: "Everywhere",
    keys: [
      ["Ctrl K  or  /", "Search or act"],
      ["?", "Show the keys"],
      ["Esc", "Close what lies on the page"],
    ],
  },
  {
    name: "In What needs you",
    keys: [
      ["j  k", "Next and previous row"],
      ["Enter", "Open the best step"],
      ["Space", "Look at the order"],
      ["s", "Snooze"],
      ["a", "Take"],
      ["x", "Select the row"],
    ],
  },
  {
    name: "In the list of orders",
    keys: [
      ["j  k", "Next and previous row"],
      ["x", "Select the row"],
      ["Shift x", "Select all rows up to it"],
      ["o", "Open the order"],
      ["e", "Export the rows as CSV"],
    ],
  },
  {
    name: "On an order",
    keys: [
      ["Enter", "Open the best step"],
      ["j  k", "Next and previous order of the list"],
      ["p", "Payments"],
      ["c", "Cards"],
      ["r", "Retry"],
      ["e", "Reschedule"],
      ["n", "Write a note"],
    ],
  },
  {
    name: "In Scheduled Payments",
    keys: [
      ["↑  ↓", "Payment above and below"],
      ["x", "Tick the payment"],
      ["m  r  s  e", "Merge, retry, skip, reschedule"],
      ["Ctrl Enter", "Confirm"],
    ],
  },
];
