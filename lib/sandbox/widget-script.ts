import { createHash } from "node:crypto";

/**
 * The script a merchant's page loads. It puts the card fields into every waiting form, in a frame of the
 * gateway's own origin: what is typed there cannot be read by the page. It is the same for every
 * checkout, so one hash pins it, and it styles through the CSSOM, so that a strict policy allows it. The page may
 * name the button: `wpwlOptions.labels.submit`, as the protocol has it.
 */
export const widgetScript = `(() => {
  "use strict";
  const script =
    document.currentScript || document.querySelector('script[src*="/v1/paymentWidgets.js?checkoutId="]');
  if (!script) return;
  const source = new URL(script.src);
  const checkoutId = source.searchParams.get("checkoutId");
  if (!checkoutId) return;

  const show = (form) => {
    if (form.querySelector("iframe")?.dataset.checkout === checkoutId) return;
    form.onsubmit = () => false;
    const frame = document.createElement("iframe");
    frame.title = "Card details";
    frame.dataset.checkout = checkoutId;
    frame.setAttribute("allow", "payment");
    frame.style.setProperty("display", "block");
    frame.style.setProperty("width", "100%");
    frame.style.setProperty("height", "400px");
    frame.style.setProperty("border", "0");
    frame.addEventListener("load", () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        if (data.kind === "height") frame.style.setProperty("height", data.height + "px");
        if (data.kind !== "done") return;
        const target = new URL(form.getAttribute("action") || "", document.baseURI);
        target.searchParams.set("id", data.id);
        target.searchParams.set("resourcePath", data.resourcePath);
        window.location.assign(target);
      };
      const submit = window.wpwlOptions?.labels?.submit;
      const label = typeof submit === "string" ? submit : null;
      frame.contentWindow.postMessage({ kind: "card-fields", label }, source.origin, [port2]);
    });
    frame.src = source.origin + "/frame/" + encodeURIComponent(checkoutId);
    form.replaceChildren(frame);
  };

  // A page may draw its form after the script, or draw it anew. The script loaded last has the say.
  window.paymentWidgetsCheckout = checkoutId;
  const showAll = () => document.querySelectorAll("form.paymentWidgets").forEach(show);
  const watch = new MutationObserver(() => {
    if (window.paymentWidgetsCheckout === checkoutId) showAll();
    else watch.disconnect();
  });
  watch.observe(document.documentElement, { childList: true, subtree: true });
  showAll();
})();
`;

/** For the `integrity` attribute of the script element. */
export const widgetIntegrity = `sha384-${createHash("sha384").update(widgetScript).digest("base64")}`;
