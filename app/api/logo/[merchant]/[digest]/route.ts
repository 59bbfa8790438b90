import { database } from "@/lib/database";
import { isMerchantCode } from "@/lib/domain/value/merchant-code";
import { logoAt } from "@/lib/settings/profile";

type Props = { params: Promise<{ merchant: string; digest: string }> };

/**
 * A merchant's logo, for customers and staff. Its address holds the digest of its bytes, so that it can be kept for
 * long; whatever else is asked for is not there.
 */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { merchant, digest } = await params;
  const isAddress = isMerchantCode(merchant) && /^[0-9a-f]{32}$/.test(digest);
  const logo = isAddress ? await logoAt(database(), merchant, digest) : null;
  if (!logo) return new Response(null, { status: 404 });
  return new Response(Buffer.from(logo.image), {
    headers: {
      "content-type": logo.type,
      "content-disposition": "inline",
      "cache-control": "public, max-age=31536000, immutable",
      "cross-origin-resource-policy": "same-site",
    },
  });
}
