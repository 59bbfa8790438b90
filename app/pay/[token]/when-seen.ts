/**
 * Runs once the page is shown to somebody. Scanners and chat previews fetch a page, and a browser may draw one ahead of
 * time: neither has it before their eyes.
 *
 * @returns calls it off
 */
export function whenSeen(run: () => void): () => void {
  const look = () => {
    if (document.visibilityState !== "visible") return;
    forget();
    run();
  };
  const forget = () => document.removeEventListener("visibilitychange", look);
  document.addEventListener("visibilitychange", look);
  look();
  return forget;
}
