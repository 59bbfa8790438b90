/** Too many payment pages were asked for from one address. */
export default function Wait() {
  return (
    <>
      <h1 className="text-24 font-semibold">One moment</h1>
      <p className="mt-2 text-quiet">
        Too many pages were opened from your network. Open the link again in a few minutes.
      </p>
    </>
  );
}
