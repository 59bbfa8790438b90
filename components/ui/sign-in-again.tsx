/** The way to send a form again whose session is over: signing in beside it leaves it as it was filled. */
export function SignInAgain({ answer }: { answer: object | null }) {
  if (!answer || !("signedOut" in answer)) return null;
  return (
    <a href="/sign-in" target="_blank" rel="noreferrer" className="ml-1 underline">
      Sign in (opens a new tab)
    </a>
  );
}
