"use client";

/** A list on its way, in the shape that it will have. */
export function TableSkeleton({ rows }: { rows: number }) {
  return (
    <div aria-busy className="mt-4">
      <p className="sr-only">Loading the list …</p>
      <div aria-hidden className="motion-safe:animate-pulse">
        <div className="flex h-10 items-center gap-4 border-b border-line">
          {["w-10", "w-16", "w-20", "w-16", "w-16"].map((width, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never move
            <span key={i} className={`h-3 rounded-control bg-warm-4 ${width}`} />
          ))}
        </div>
        <div className="my-4 h-8 w-24 rounded-control bg-warm-4" />
        {Array.from({ length: rows }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <div key={i} className="flex h-14 items-center gap-6 border-b border-line sm:h-(--row-height)">
            <span className="size-4 rounded-full bg-warm-4" />
            <span className="h-3 w-20 rounded-control bg-warm-4 max-sm:hidden" />
            <span className="h-3 w-28 rounded-control bg-warm-4 max-sm:hidden" />
            <span className="h-3 w-40 rounded-control bg-warm-4" />
            <span className="ml-auto h-3 w-20 rounded-control bg-warm-4" />
            <span className="h-3 w-20 rounded-control bg-warm-4 max-lg:hidden" />
            <span className="h-3 w-28 rounded-control bg-warm-4 max-lg:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
