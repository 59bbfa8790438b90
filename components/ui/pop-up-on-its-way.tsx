import { type PopUpFrame, popUpWidths } from "./pop-up-frame";

/** A pop-up that was asked for and has not come yet, in the shape that it will have. */
export function PopUpOnItsWay({ title, size }: PopUpFrame) {
  return (
    <div className="fixed inset-0 z-50 flex items-start justify-center bg-backdrop sm:p-8">
      <div
        role="status"
        className={`min-h-full w-full bg-panel text-ink shadow-float sm:min-h-0 sm:rounded-panel sm:border sm:border-line ${popUpWidths[size]}`}
      >
        <p className="px-6 pt-5 pb-4 text-18 font-semibold">
          {title}
          <span className="sr-only"> is being opened.</span>
        </p>
        <div aria-hidden className="space-y-3 px-6 pb-6 motion-safe:animate-pulse">
          {["w-full", "w-5/6", "w-full", "w-2/3"].map((width, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <div key={i} className={`h-4 rounded-control bg-warm-4 ${width}`} />
          ))}
          <div className="mt-6 h-8 w-40 rounded-control bg-warm-4" />
        </div>
      </div>
    </div>
  );
}
