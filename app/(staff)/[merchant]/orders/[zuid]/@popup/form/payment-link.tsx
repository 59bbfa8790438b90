import { toString as toQrCode } from "qrcode";
import { CopyButton } from "@/components/ui/copy-button";
import { env } from "@/lib/env";

type Link = { token: string };

const addressOf = ({ token }: Link) => `${env().appUrl}/pay/${token}`;

/** The address of a customer's link, to be copied. */
export function LinkAddress({ link }: { link: Link }) {
  const url = addressOf(link);
  return (
    <div className="flex gap-2">
      <input
        readOnly
        aria-label="Payment link"
        value={url}
        className="h-8 min-w-0 flex-1 rounded-control border border-line-strong bg-panel px-2 font-mono text-12"
      />
      <CopyButton text={url} label="Copy link" />
    </div>
  );
}

/** The same to be scanned. */
export async function LinkCode({ link, className }: { link: Link; className: string }) {
  const code = await toQrCode(addressOf(link), { type: "svg", margin: 1 });
  return (
    <div
      role="img"
      aria-label="QR code of the payment link"
      className={`bg-white [&_svg]:size-full ${className}`}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, out of our own address
      dangerouslySetInnerHTML={{ __html: code }}
    />
  );
}
