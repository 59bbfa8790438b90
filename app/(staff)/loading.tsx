/** The shape of a page before its content is there. */
export default function Loading() {
  return (
    <div role="status" className="space-y-4">
      <span className="sr-only">Loading</span>
      <div className="h-8 w-48 rounded-control bg-sunken" />
      <div className="h-10 w-full rounded-control bg-sunken" />
      {rows.map((row) => (
        <div key={row} className="h-10 w-full border-b border-line" />
      ))}
    </div>
  );
}

const rows = [1, 2, 3, 4, 5, 6, 7, 8];
