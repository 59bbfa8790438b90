import type { TypedCard } from "@/lib/sandbox/card";

type Enter = (session: string, card: TypedCard) => void;

/** What browsers see of the second provider: its script, and the frame with its card fields. Null: nothing of that. */
export function pageAt(
  url: URL,
  posted: string,
  enter: Enter,
): { type: "text/html" | "text/javascript"; text: string } | null {
  if (url.pathname === "/fields.js") return { type: "text/javascript", text: script };
  const [, session = ""] = /^\/fields\/(\d+)$/.exec(url.pathname) ?? [];
  if (session === "") return null;
  if (posted === "") return { type: "text/html", text: fields };
  const typed = new URLSearchParams(posted);
  const [expiryMonth = "", year = ""] = (typed.get("until") ?? "").split("/");
  const holder = typed.get("holder") ?? "";
  enter(session, {
    number: typed.get("number") ?? "",
    holder,
    expiryMonth,
    expiryYear: `20${year}`,
    cvv: "",
  });
  return { type: "text/html", text: done };
}

/** Puts the frame into the form, and leaves with the session's number when the frame says that it is done. */
const script = `(() => {
  const form = document.querySelector("form.kassa-fields");
  const { session } = form.dataset;
  const home = new URL(document.querySelector('script[src$="/fields.js"]').src).origin;
  const frame = document.createElement("iframe");
  frame.title = "Kassa";
  frame.src = home + "/fields/" + session;
  form.append(frame);
  addEventListener("message", (message) => {
    if (message.origin === home && message.data === "done") location.href = form.action + "?session=" + session;
  });
})();`;

const fields = `<!doctype html><html lang="en"><title>Kassa</title><form method="post">
<label>Card <input name="number"></label> <label>Until <input name="until"></label>
<label>Name <input name="holder"></label> <button>Give card</button></form>`;

const done = `<!doctype html><html lang="en"><title>Kassa</title><p>Thank you.</p>
<script>parent.postMessage("done", "*")</script>`;
