import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import { priceOf, productOf } from "@/lib/domain/sale/testing-products";
import { openTestShop } from "@/lib/orders/testing";
import { createProduct } from "./create";
import { findProducts, productsOf, soldCurrencies } from "./read";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;
const mine = 41;
const other = 42;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  await openTestShop(db, mine);
  await openTestShop(db, other);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

async function stored(merchantId: number, product: ReturnType<typeof productOf>): Promise<string> {
  const { id: _id, ...described } = product;
  const made = await createProduct(db, merchantId, described);
  if ("invalid" in made) throw new Error(JSON.stringify(made.invalid));
  return made.value;
}

const named = async (text: string, currency: "EUR" | "JPY" = "EUR") =>
  (await findProducts(db, mine, { text, currency })).map(({ name }) => name);

describe("products", () => {
  it("are read back as they were stored, and those of another merchant not at all", async () => {
    const club = productOf({
      ...{ name: "Club", type: "subscription", trial: { every: 14, unit: "DAY" }, locksPricing: true },
      discount: { kind: "percent", basisPoints: 1_050, on: "first_payment" },
      prices: [priceOf({ price: 3_000, setUpFee: 500 }), priceOf({ currency: "JPY", price: 480 })],
    });
    const id = await stored(mine, club);
    const foreign = await stored(other, club);
    const read = await withMerchant(db, mine, (tx) =>
      productsOf(tx, mine, [id, foreign, id, "", "' or 1=1"]),
    );
    expect(read).toEqual([{ ...club, id }]);
    expect(await soldCurrencies(db, mine)).toEqual(["EUR", "JPY"]);
  });

  it("are found by any part of their name, in a currency, while they are active", async () => {
    await stored(
      mine,
      productOf({ name: "Überlingen sailing course", prices: [priceOf(), priceOf({ currency: "JPY" })] }),
    );
    await stored(mine, productOf({ name: "Sailing book" }));
    await stored(mine, productOf({ name: "Sailing boat", isActive: false }));
    expect(await named("sail")).toEqual(["Sailing book", "Überlingen sailing course"]);
    expect(await named("course ÜBER")).toEqual(["Überlingen sailing course"]);
    expect(await named("sail", "JPY")).toEqual(["Überlingen sailing course"]);
    expect(await named("100%")).toEqual([]);
  });
});
