import type { ReactNode } from "react";
import { SelectionKeeper } from "./selection";

/** Around the list and its orders: whoever looks at an order and comes back finds selected what was. */
export default function OrdersFrame({ children }: { children: ReactNode }) {
  return <SelectionKeeper>{children}</SelectionKeeper>;
}
