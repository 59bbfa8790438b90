import { formatMoney } from "@/lib/domain/value/money";
import type { StoredCheckout } from "./booking";

/** The document inside the frame: real card fields, posted to this origin and to no other. */
export function cardFrame(checkout: StoredCheckout | null, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Card details</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>${checkout ? fields(checkout) : gone}</main>
<script nonce="${nonce}">${behaviour}</script>
</body>
</html>`;
}

/** Nothing but the frame's own script, its own style and its own origin. Any merchant may embed it. */
export function framePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

const gone = `<p role="alert">This payment form has expired. Reload the page to get a new one.</p>`;

function fields(checkout: StoredCheckout): string {
  const act = checkout.type === "RG" ? "Save card" : "Pay now";
  const what =
    checkout.amount === null
      ? "storing this card"
      : `this payment of ${formatMoney(checkout.amount, checkout.currency)}`;
  return `
<form id="card" novalidate>
  <label for="number">Card number</label>
  <input id="number" inputmode="numeric" autocomplete="cc-number" maxlength="23" required>
  <p class="wrong" id="number-wrong"></p>
  <div class="pair">
    <div>
      <label for="expiry">Expiry date</label>
      <input id="expiry" inputmode="numeric" autocomplete="cc-exp" placeholder="MM / YY" maxlength="9" required>
    </div>
    <div>
      <label for="cvv">CVV</label>
      <input id="cvv" inputmode="numeric" autocomplete="cc-csc" maxlength="4" required>
    </div>
  </div>
  <p class="wrong" id="expiry-wrong"></p>
  <p class="wrong" id="cvv-wrong"></p>
  <label for="holder">Card holder</label>
  <input id="holder" autocomplete="cc-name" maxlength="128" required>
  <p class="wrong" id="holder-wrong"></p>
  <button type="submit" id="send">${act}</button>
</form>
<section id="challenge" aria-labelledby="challenge-title" hidden>
  <h1 id="challenge-title" tabindex="-1">Your bank asks whether this is you</h1>
  <p>Approve or reject ${what}.</p>
  <div class="pair">
    <button type="button" id="approve">Approve</button>
    <button type="button" id="reject" class="quiet">Reject</button>
  </div>
</section>
<p role="alert" id="alert" class="wrong"></p>`;
}

const style = `
:root { color-scheme: light dark; --ink: #24211d; --paper: #fff; --line: #8d877e; --act: #0b5d6b; --on-act: #fff; --wrong: #a3231f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece9e4; --paper: #1d1b18; --line: #8a847b; --act: #6cc3d1; --on-act: #10201f; --wrong: #f2938c; }
}
* { box-sizing: border-box; }
[hidden] { display: none; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: transparent; }
main { padding: 4px; }
label { display: block; font-size: 13px; margin-bottom: 4px; }
input { width: 100%; height: 44px; padding: 0 12px; font: inherit; font-variant-numeric: tabular-nums;
  color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; margin-bottom: 12px; }
input[aria-invalid="true"] { border-color: var(--wrong); }
input:focus-visible, button:focus-visible { outline: 2px solid var(--act); outline-offset: 2px; }
button { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; font-weight: 600; border: 1px solid var(--act);
  border-radius: 6px; background: var(--act); color: var(--on-act); cursor: pointer; }
button.quiet { background: none; color: inherit; border-color: var(--line); }
button:disabled { opacity: 0.6; cursor: default; }
h1 { font-size: 18px; margin: 0 0 8px; }
p { margin: 0 0 12px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.wrong { color: var(--wrong); font-size: 13px; }
.wrong:empty { margin: 0; }
`;

const behaviour = `(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  let port;
  const measure = () => port && port.postMessage({ kind: "height", height: document.documentElement.offsetHeight });
  addEventListener("message", (event) => {
    if (event.data?.kind !== "card-fields" || event.source !== window.parent) return;
    port = event.ports[0];
    if (event.data.label && at("send")) at("send").textContent = event.data.label;
    measure();
  });
  new ResizeObserver(measure).observe(document.documentElement);
  const form = at("card");
  if (!form) return;

  const names = ["number", "expiry", "cvv", "holder"];
  const complain = (name, message) => {
    at(name).setAttribute("aria-invalid", "true");
    at(name).setAttribute("aria-describedby", name + "-wrong");
    at(name + "-wrong").textContent = message;
    at(name).focus();
  };
  const forgive = () => {
    at("alert").textContent = "";
    for (const name of names) {
      at(name).removeAttribute("aria-invalid");
      at(name + "-wrong").textContent = "";
    }
  };
  const buttons = document.querySelectorAll("button");
  const ask = async (path, values) => {
    forgive();
    for (const button of buttons) button.disabled = true;
    let answer;
    try {
      const response = await fetch(location.pathname + path, { method: "POST", body: new URLSearchParams(values) });
      answer = await response.json();
    } catch {
      answer = { kind: "broken" };
    }
    if (answer.kind === "done" && port) return port.postMessage(answer);
    for (const button of buttons) button.disabled = false;
    if (answer.kind === "misprint") complain(answer.field, answer.message);
    else if (answer.kind === "challenge") {
      form.hidden = true;
      at("challenge").hidden = false;
      at("challenge-title").focus();
    } else if (answer.kind === "gone") {
      at("alert").textContent = "This payment form has expired. Reload the page to get a new one.";
    } else at("alert").textContent = "The connection broke. Trying again is safe: the card is charged once.";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const expiry = at("expiry").value.replace(/[^0-9]/g, "");
    ask("/card", {
      number: at("number").value,
      expiryMonth: expiry.slice(0, 2),
      expiryYear: expiry.slice(2),
      cvv: at("cvv").value.trim(),
      holder: at("holder").value,
    });
  });
  at("approve").addEventListener("click", () => ask("/challenge", { answer: "approve" }));
  at("reject").addEventListener("click", () => ask("/challenge", { answer: "reject" }));
  at("number").addEventListener("input", ({ target }) => {
    if (target.selectionStart !== target.value.length) return;
    target.value = target.value.replace(/[^0-9]/g, "").replace(/(.{4})(?=.)/g, "$1 ");
  });
  at("expiry").addEventListener("input", ({ target, inputType }) => {
    const typed = target.value.replace(/[^0-9]/g, "");
    if (inputType && inputType.startsWith("delete")) return;
    target.value = typed.length >= 2 ? typed.slice(0, 2) + " / " + typed.slice(2, 6) : typed;
  });
})();`;
