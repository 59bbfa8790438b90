import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { formatMoney } from "@/lib/domain/value/money";
import { everyInterval } from "@/lib/domain/words/agreement";
import { typeNames } from "@/lib/domain/words/names";
import { type ListedProduct, ProductFilter, type ProductPage, productPage } from "@/lib/products/list";
import { productHref, productsHref } from "./product-href";
import { ProductsFilter } from "./products-filter";

export const metadata: Metadata = { title: "Products" };

export default foundOrNot(ProductsPage, NotFound);

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** Everything that the merchant sells or has sold, by name. */
async function ProductsPage({ params, searchParams }: Props) {
  const staff = await requireStaff("see_products", (await params).merchant);
  const filter = ProductFilter.parse(await searchParams);
  const page = await productPage(database(), staff.merchantId, filter);
  const { code } = staff.merchant;
  return (
    <>
      <div className="mb-4 flex items-center justify-between gap-4">
        <h1 className="text-24 font-semibold">Products</h1>
        {isPermitted(staff.role, "manage_products") ? (
          <Link href={`${productsHref(code)}/new`} className={buttonClass.primary}>
            New product
          </Link>
        ) : null}
      </div>
      <ActMessageOnPage />
      {page.isAny ? <ProductsFilter merchant={code} filter={filter} groups={page.groups} /> : null}
      {page.products.length > 0 ? (
        <FoldingTable
          label="Products"
          columns={columns}
          rows={page.products.map((product) => rowOf(code, product))}
        />
      ) : (
        <p className="py-8 text-13 text-quiet">
          {page.isAny
            ? "No product matches. Change the search or the filters."
            : "There are no products yet."}
        </p>
      )}
      <Pages merchant={code} filter={filter} page={page} />
    </>
  );
}

function rowOf(merchant: string, product: ListedProduct) {
  const { id, name, type, groupName, isActive, isLocked } = { ...product, isLocked: product.locksPricing };
  return {
    key: id,
    cells: {
      name: (
        <Link
          href={productHref(merchant, id)}
          className="block max-w-96 break-words text-accent underline sm:min-w-40"
        >
          {name}
        </Link>
      ),
      type: typeNames[type],
      group: groupName ? <span className="block max-w-60 break-words">{groupName}</span> : null,
      price: <Prices product={product} />,
      status: (
        <span className={isActive ? "" : "text-quiet"}>
          {isActive ? "Active" : "Inactive"}
          {isLocked ? <span className="text-quiet">, fixed price</span> : null}
        </span>
      ),
    },
  };
}

function Prices({ product: { prices, interval, parts, type } }: { product: ListedProduct }) {
  const shown = prices.slice(0, MOST_PRICES);
  const left = prices.length - shown.length;
  const plan = interval ? (type === "instalment" ? inParts(parts) : everyInterval(interval)) : "";
  return (
    <span className="block sm:min-w-40">
      {shown.map(({ currency, price }) => (
        <span key={currency} className="block tabular-nums">
          {formatMoney(price, currency)}
        </span>
      ))}
      {left > 0 ? <span className="block text-quiet">and {left} more</span> : null}
      {plan ? <span className="block text-12 text-quiet">{plan}</span> : null}
    </span>
  );
}

const MOST_PRICES = 2;

const columns: readonly FoldingColumn[] = [
  { id: "name", header: "Name", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "type", header: "Type", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "group", header: "Group", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  {
    id: "price",
    header: "Price",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1 max-sm:text-right",
  },
  { id: "status", header: "Status", phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right" },
];

function Pages({ merchant, filter, page }: { merchant: string; filter: ProductFilter; page: ProductPage }) {
  if (!page.previous && !page.next) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-end gap-2 text-13">
      {page.previous ? (
        <Link
          href={productsHref(merchant, { ...filter, cursor: page.previous })}
          className={buttonClass.plain}
        >
          Previous
        </Link>
      ) : null}
      {page.next ? (
        <Link href={productsHref(merchant, { ...filter, cursor: page.next })} className={buttonClass.plain}>
          Next
        </Link>
      ) : null}
    </nav>
  );
}

/** A product of before does not say how many: that is chosen for each order. */
function inParts(parts: number | null): string {
  return parts === null ? "in instalments" : `in ${parts} payments`;
}
