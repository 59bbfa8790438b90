import type { OrderStatus } from "@/lib/domain/order/order";

/** What the palette offers for what is typed, each with the address of ours that it leads to. */
export type PaletteFound = {
  customers: { href: string; name: string; detail: string }[];
  orders: { href: string; name: string; detail: string; status: OrderStatus; sum: string }[];
  /** Pages of the merchant that the person may see. */
  places: { href: string; name: string }[];
};

/** What can be done on the page that is looked at; `reason` says why it cannot be done now. */
export type PaletteActs = {
  title: string;
  acts: { href: string; label: string; hint: string; reason: string | null }[];
};
