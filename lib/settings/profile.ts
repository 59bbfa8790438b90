import { eq, getTableColumns, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { merchantProfiles, merchants } from "@/db/schema/merchants";
import type { PictureType } from "@/lib/domain/value/picture";
import { askDoor, by, type Changed, type Changing, columnsOf } from "./terms";

/** What a merchant tells its customers about itself. Texts are empty where it says nothing. */
export type ProfileFacts = {
  name: string;
  descriptor: string;
  legalName: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
  taxNumbers: string;
  supportEmail: string;
  supportPhone: string;
  termsUrl: string;
  privacyUrl: string;
};

/** With the digest of its logo, by which that is addressed, and the version that a form was drawn from. */
export type MerchantProfile = ProfileFacts & { logoDigest: string | null; version: number };

export function readProfile(db: Db, merchantId: number): Promise<MerchantProfile> {
  return withMerchant(db, merchantId, async (tx) => {
    const {
      logo: _logo,
      logoType: _type,
      merchantId: _merchant,
      ...columns
    } = getTableColumns(merchantProfiles);
    const [[known], [row]] = await Promise.all([
      tx
        .select({ name: merchants.name, descriptor: merchants.descriptor })
        .from(merchants)
        .where(eq(merchants.id, merchantId)),
      tx.select(columns).from(merchantProfiles).where(eq(merchantProfiles.merchantId, merchantId)),
    ]);
    return { ...blankProfile, ...row, name: known?.name ?? "", descriptor: known?.descriptor ?? "" };
  });
}

export function changeProfile(
  db: Db,
  changing: Changing,
  version: number,
  facts: ProfileFacts,
): Promise<Changed> {
  return withMerchant(db, changing.merchantId, (tx) =>
    askDoor(
      tx,
      sql`change_profile(${by(changing)}, ${version}, ${JSON.stringify(columnsOf(facts))}::jsonb, null)`,
    ),
  );
}

/** Another logo, or none. */
export function changeLogo(db: Db, changing: Changing, version: number, logo: Logo | null): Promise<Changed> {
  const facts = { logo_type: logo?.type ?? null, logo_digest: logo?.digest ?? null };
  const image = logo && Buffer.from(logo.image).toString("base64");
  return withMerchant(db, changing.merchantId, (tx) =>
    askDoor(
      tx,
      sql`change_profile(${by(changing)}, ${version}, ${JSON.stringify(facts)}::jsonb, decode(${image}::text, 'base64'))`,
    ),
  );
}

export type Logo = { type: PictureType; digest: string; image: Uint8Array };

/** The logo of the merchant with this code, while it is the one of this digest; null otherwise. */
export async function logoAt(db: Db, code: string, digest: string): Promise<Logo | null> {
  const [merchant] = await db.select({ id: merchants.id }).from(merchants).where(eq(merchants.code, code));
  if (!merchant) return null;
  const { logo, logoType, logoDigest } = merchantProfiles;
  const [row] = await withMerchant(db, merchant.id, (tx) =>
    tx
      .select({ image: logo, type: logoType, digest: logoDigest })
      .from(merchantProfiles)
      .where(eq(merchantProfiles.merchantId, merchant.id)),
  );
  return row?.image && row.type && row.digest === digest
    ? { image: row.image, type: row.type, digest }
    : null;
}

/** Where a merchant's logo is served; null without one. */
export function logoHref(code: string, { logoDigest }: Pick<MerchantProfile, "logoDigest">): string | null {
  return logoDigest === null ? null : `/api/logo/${code}/${logoDigest}`;
}

/** Of a merchant that says nothing about itself. */
export const blankProfile: MerchantProfile = {
  ...{ name: "", descriptor: "", legalName: "", street: "", postcode: "", city: "", country: "" },
  ...{ taxNumbers: "", supportEmail: "", supportPhone: "", termsUrl: "", privacyUrl: "" },
  ...{ logoDigest: null, version: 1 },
};
