import type { Db } from "@/db/client";
import { type NewMerchant, openMerchant } from "@/db/open-merchant";
import { merchantProfiles } from "@/db/schema/merchants";
import { memberships, users } from "@/db/schema/users";
import { demoMerchants, demoPassword, demoStaff } from "@/lib/auth/demo-staff";
import { hashPassword } from "@/lib/auth/password";
import { type Created, createCustomer } from "@/lib/customers/create";
import type { Actor, OrderLine } from "@/lib/domain/order/order";
import { USUAL_RETRY_DAYS } from "@/lib/domain/value/timetable";
import { createProduct } from "@/lib/products/create";
import type { NewProduct } from "@/lib/products/new-product";
import { personOf } from "./people";
import { type DemoProductOffer, offersOf } from "./products";
import { profileOf } from "./profiles";
import { shelfOf } from "./shelf";

/** A merchant that is open for orders. */
export type DemoShop = {
  merchantId: number;
  staff: Actor[];
  products: ShopProduct[];
  customer(index: number): Promise<string>;
};

export type ShopProduct = DemoProductOffer & { id: string };

/**
 * Opens the demo's merchants: themselves and who works there, which is the database owner's to write, and what they
 * sell. Orders are not written, they are lived.
 */
export async function openShops(db: Db, owner: Db, openedAt: number): Promise<DemoShop[]> {
  const byCode = await hire(owner, openedAt);
  const shops: DemoShop[] = [];
  for (const merchant of demoMerchants) shops.push(await openShop(db, merchant, byCode, openedAt));
  return shops;
}

async function hire(owner: Db, openedAt: number) {
  for (const { id, code, name, timeZone, descriptor } of demoMerchants) {
    const merchant = {
      id,
      code,
      name,
      timeZone,
      descriptor,
      mode: "sandbox",
      accountEcom: entityOf(code, "ecom"),
      accountMoto: entityOf(code, "moto"),
      // One merchant keeps the usual days, timed for paydays, and lets used-up retries suspend an order; the other
      // tries sooner and leaves the rest to its staff.
      autoRetryDays: code === "harbour" ? [...USUAL_RETRY_DAYS] : [1, 3, 7],
      timedForPaydays: code === "harbour",
      endAction: code === "harbour" ? "suspend" : "go_on",
    } satisfies NewMerchant;
    await openMerchant(owner, merchant, async (tx) => {
      await tx.insert(merchantProfiles).values({ ...profileOf(code), merchantId: id });
    });
  }
  const byCode = new Map<string, Actor[]>();
  for (const { email, name, role, merchants: places } of demoStaff) {
    const timeZone = email.endsWith("@harbour.example") ? "Europe/London" : "Europe/Berlin";
    const [user] = await owner
      .insert(users)
      .values({ email, name, timeZone, passwordHash: await hashPassword(demoPassword), createdAt: openedAt })
      .returning({ id: users.id });
    if (!user) throw new Error(`${email} was not stored`);
    for (const code of places) {
      const merchant = demoMerchants.find((one) => one.code === code);
      if (!merchant) throw new Error(`${email} works for ${code}, which is no merchant of the demo`);
      await owner.insert(memberships).values({ merchantId: merchant.id, userId: user.id, role });
      byCode.set(code, [...(byCode.get(code) ?? []), { kind: "user", id: user.id, name }]);
    }
  }
  return byCode;
}

async function openShop(
  db: Db,
  { id: merchantId, code }: (typeof demoMerchants)[number],
  byCode: Map<string, Actor[]>,
  openedAt: number,
): Promise<DemoShop> {
  const products: ShopProduct[] = [];
  for (const offer of offersOf(code)) {
    products.push({ ...offer, id: await idOf(createProduct(db, merchantId, soldAs(offer))) });
  }
  for (const product of shelfOf(code)) await idOf(createProduct(db, merchantId, product));
  const known = new Map<number, Promise<string>>();
  return {
    merchantId,
    staff: byCode.get(code) ?? [],
    products,
    customer(index) {
      const person = personOf(code === "harbour" ? "GB" : "DE", index);
      const customer =
        known.get(index) ??
        idOf(createCustomer(db, merchantId, person, { actor: { kind: "system" }, now: openedAt }));
      known.set(index, customer);
      return customer;
    },
  };
}

function soldAs({ name, type, taxBasisPoints, interval, parts, ...offer }: DemoProductOffer): NewProduct {
  const { currency, price, initialDiscount, initialFee, group } = offer;
  const isFreeAtFirst = initialDiscount >= price;
  return {
    ...{ name, type, taxBasisPoints, interval, parts },
    prices: [{ currency, price, discount: 0, fee: 0, setUpFee: initialFee, deposit: 0 }],
    discount: { kind: "none" },
    trial: isFreeAtFirst ? interval : null,
    ...{ locksPricing: false, locksPayment: false, groupName: group },
  };
}

async function idOf(creating: Promise<Created>): Promise<string> {
  const created = await creating;
  if ("invalid" in created) throw new Error(`the demo is refused: ${JSON.stringify(created.invalid)}`);
  return created.value;
}

/** A product as it stands on an order. */
export function lineOf(product: ShopProduct, change: Partial<OrderLine> = {}): OrderLine {
  return {
    productId: product.id,
    name: product.name,
    quantity: 1,
    price: product.price,
    discount: 0,
    fee: 0,
    initialDiscount: product.initialDiscount,
    initialFee: product.initialFee,
    taxBasisPoints: product.taxBasisPoints,
    ...change,
  };
}

/** 32 hexadecimal digits, as the gateway's entity ids are. */
function entityOf(code: string, channel: "ecom" | "moto"): string {
  return Buffer.from(`demo ${channel} ${code}`).toString("hex").padEnd(32, "0").slice(0, 32);
}
