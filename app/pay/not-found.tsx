/** For an unknown, a mistyped and a withdrawn link alike. */
export default function NoSuchLink() {
  return (
    <>
      <h1 className="text-24 font-semibold">Page not found</h1>
      <p className="mt-2 text-quiet">Check the link, or ask the sender for a new one.</p>
    </>
  );
}
