import { notFound } from "next/navigation";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { pictureOf } from "@/lib/products/read";

type Props = { params: Promise<{ merchant: string; product: string }> };

/** What a product looks like, for staff of its merchant; its address changes with its bytes. */
export async function GET(_request: Request, { params }: Props): Promise<Response> {
  const { merchant, product } = await params;
  const { merchantId } = await requireStaff("see_products", merchant);
  const picture = (await pictureOf(database(), merchantId, product)) ?? notFound();
  return new Response(Buffer.from(picture.bytes), {
    headers: {
      "content-type": picture.type,
      "content-disposition": "inline",
      "cache-control": "private, max-age=86400",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
