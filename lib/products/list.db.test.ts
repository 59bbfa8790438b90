import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import { productOf } from "@/lib/domain/sale/testing-products";
import { openTestShop } from "@/lib/orders/testing";
import { createProduct } from "./create";
import { ProductFilter, productPage } from "./list";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  await openTestShop(db, 61);
  await openTestShop(db, 62);
  const sold = [
    { name: "Ölmalerei", groupName: "Courses" },
    { name: "apple", type: "subscription", isActive: false },
    { name: "Zebra" },
    { name: "Öl", groupName: "Courses", type: "metered" },
    { name: "pear" },
  ] as const;
  for (const { groupName = "", ...part } of [...sold, ...sold].map((one) => ({ groupName: "", ...one })))
    await createProduct(db, 61, { ...productOf(part), groupName });
  await createProduct(db, 62, { ...productOf({ name: "Apple of another" }), groupName: "Theirs" });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

const page = (asked: Record<string, string> = {}, size = 25) =>
  productPage(db, 61, ProductFilter.parse(asked), size);
const names = async (asked: Record<string, string>) =>
  (await page(asked)).products.map(({ name }) => name).join();

describe("the list of products", () => {
  it("is by name, and of one merchant", async () => {
    expect(await names({})).toBe("apple,apple,Öl,Öl,Ölmalerei,Ölmalerei,pear,pear,Zebra,Zebra");
    expect((await page()).groups).toEqual(["Courses"]);
  });

  it("is filtered, and searched by any part of name and group in any case", async () => {
    expect(await names({ q: "OL" })).toBe("Öl,Öl,Ölmalerei,Ölmalerei");
    expect(await names({ q: "courses mal" })).toBe("Ölmalerei,Ölmalerei");
    expect(await names({ q: "100%_" })).toBe("");
    expect(await names({ type: "metered" })).toBe("Öl,Öl");
    expect(await names({ status: "inactive" })).toBe("apple,apple");
    expect(await names({ status: "active", group: "Courses", type: "single" })).toBe("Ölmalerei,Ölmalerei");
    expect(await names({ type: "nonsense", status: "?", cursor: "after.x" })).toBe(await names({}));
  });

  it("has every product on one page, forwards and back, whatever the length of a page", async () => {
    for (const size of [1, 3, 4, 9]) {
      const seen: string[] = [];
      const steps: string[] = [];
      let at = await page({}, size);
      for (;;) {
        seen.push(...at.products.map(({ id }) => id));
        if (!at.next) break;
        steps.push(at.products.map(({ id }) => id).join());
        at = await page({ cursor: at.next }, size);
      }
      expect(new Set(seen).size).toBe(10);
      expect(seen.length).toBe(10);
      for (const step of steps.reverse()) {
        at = await page({ cursor: at.previous ?? "" }, size);
        expect(at.products.map(({ id }) => id).join()).toBe(step);
      }
      expect(at.previous).toBeNull();
    }
  });
});
