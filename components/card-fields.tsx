"use client";
import { useEffect, useRef, useState } from "react";

/**
 * The gateway's own card fields, in its own frame: what is typed there never comes by this page. The gateway's script
 * looks for a form of this class and brings the browser to `action` when it is done.
 */
export function CardFields({ fields, action, act, nonce }: CardFieldsProps) {
  const place = useRef<HTMLDivElement>(null);
  // The page around is drawn again, each time with another nonce, while somebody types: the fields stay as they are.
  const [pass] = useState(nonce);
  const [isUnreachable, setUnreachable] = useState(false);
  useEffect(() => {
    const here = place.current;
    if (!here) return;
    const form = document.createElement("form");
    form.className = fields.form.className;
    form.action = action;
    Object.assign(form.dataset, fields.form.data);
    // Read by the gateway's script.
    const options = fields.labelAt.reduceRight<unknown>((inner, name) => ({ [name]: inner }), act);
    if (fields.labelAt.length > 0) Object.assign(window, options);
    const script = document.createElement("script");
    script.src = fields.script;
    if (fields.integrity) {
      script.integrity = fields.integrity;
      script.crossOrigin = "anonymous";
    }
    if (pass) script.nonce = pass;
    script.onerror = () => setUnreachable(true);
    here.replaceChildren(form, script);
    return () => here.replaceChildren();
  }, [fields, action, act, pass]);
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

/** As the gateway's provider has it. */
export type HostedFields = {
  script: string;
  /** Pins the script; null where the gateway gives none. */
  integrity: string | null;
  form: { className: string; data: Readonly<Record<string, string>> };
  /** Under which name on the window, and from there on, the script looks for its button's name. */
  labelAt: readonly string[];
};

type CardFieldsProps = {
  fields: HostedFields;
  /** Where the browser goes when the card was taken or declined: a path of ours. */
  action: string;
  /** The button, named after what it does and the sum that it charges. */
  act: string;
  /** This request's, from the content policy. */
  nonce: string | undefined;
};
