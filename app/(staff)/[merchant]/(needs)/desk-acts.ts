import type { Acted, Action } from "@/lib/action";
import type { Cared } from "./actions";

/** What the list and its panel send. */
export type DeskActs = {
  act: Action<Acted>;
  snoozeOrders: Action<Cared>;
  takeOrders: Action<Cared>;
  handOverOrders: Action<Cared>;
};
