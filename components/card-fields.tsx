"use client";
import { useEffect, useRef, useState } from "react";

/**
 * The gateway's own card fields, in its own frame: what is typed there never comes by this page. The gateway's script
 * looks for a form of this class and brings the browser to `action` when it is done.
 */
export function CardFields({ checkoutId, integrity, gatewayUrl, action, act, nonce }: CardFieldsProps) {
  const place = useRef<HTMLDivElement>(null);
  const [isUnreachable, setUnreachable] = useState(false);
  useEffect(() => {
    const here = place.current;
    if (!here) return;
    const form = document.createElement("form");
    form.className = "paymentWidgets";
    form.action = action;
    form.dataset.brands = "VISA MASTER AMEX";
    // Read by the gateway's script.
    Object.assign(window, { wpwlOptions: { labels: { submit: act } } });
    const script = document.createElement("script");
    script.src = `${gatewayUrl}/v1/paymentWidgets.js?checkoutId=${encodeURIComponent(checkoutId)}`;
    if (integrity) {
      script.integrity = integrity;
      script.crossOrigin = "anonymous";
    }
    if (nonce) script.nonce = nonce;
    script.onerror = () => setUnreachable(true);
    here.replaceChildren(form, script);
    return () => here.replaceChildren();
  }, [checkoutId, integrity, gatewayUrl, action, act, nonce]);
  return (
    <>
      <div ref={place} className="min-h-40" />
      {isUnreachable ? (
        <p role="alert">
          The card fields could not be loaded. No money was taken. Check your connection, then reload the
          page.
        </p>
      ) : null}
    </>
  );
}

type CardFieldsProps = {
  checkoutId: string;
  /** Pins the script; null when the gateway gave none. */
  integrity: string | null;
  gatewayUrl: string;
  /** Where the browser goes when the card was taken or declined: a path of ours. */
  action: string;
  /** The button, named after what it does and the sum that it charges. */
  act: string;
  /** This request's, from the content policy. */
  nonce: string | undefined;
};
