import type { MerchantProfile } from "@/lib/settings/profile";

/** Whom the customer can ask, and by what terms: at the foot of every page of an order. */
export function MerchantFooter({ profile }: { profile: MerchantProfile }) {
  const { legalName, street, postcode, city, country, taxNumbers } = profile;
  const { supportEmail, supportPhone, termsUrl, privacyUrl } = profile;
  const place = [street, `${postcode} ${city}`.trim(), country].filter(Boolean).join(", ");
  const imprint = [legalName, place, taxNumbers].filter(Boolean);
  const links = [
    { href: termsUrl, name: "Terms" },
    { href: privacyUrl, name: "Privacy notice" },
  ].filter(({ href }) => href !== "");
  if (imprint.length + links.length === 0 && !supportEmail && !supportPhone) return null;
  return (
    <footer className="mt-12 space-y-1 border-t border-line pt-4 text-13 break-words text-quiet">
      {supportEmail || supportPhone ? (
        <p>
          Questions?{" "}
          {supportEmail ? (
            <a href={`mailto:${supportEmail}`} className="underline">
              {supportEmail}
            </a>
          ) : null}
          {supportEmail && supportPhone ? " · " : null}
          {supportPhone ? (
            <a href={`tel:${supportPhone.replace(/[^+\d]/g, "")}`} className="underline">
              {supportPhone}
            </a>
          ) : null}
        </p>
      ) : null}
      {links.length > 0 ? (
        <p className="flex gap-4">
          {links.map(({ href, name }) => (
            <a key={name} href={href} target="_blank" rel="noreferrer" className="underline">
              {name}
            </a>
          ))}
        </p>
      ) : null}
      {imprint.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </footer>
  );
}
