import { describe, expect, it } from "vitest";
import { askedOrders } from "./asked-orders";
import { basketHref, basketOfRunHref } from "./basket-href";

const run = "1b4e28ba-2fa1-4d2b-883f-0016d3cca427";
const queryOf = (href: string) => href.split("?")[1] ?? "";

describe("the orders that an address asks for", () => {
  it("are those of a list, by its own address", () => {
    const query = queryOf(basketHref("nordlicht", "retry_events", "status=failed&left=few"));
    expect(askedOrders(query)).toEqual({ filter: query });
    expect(askedOrders("zuid=1042&status=failed")).toEqual({ filter: "zuid=1042&status=failed" });
  });

  it("are some by number, each way of naming them", () => {
    expect(askedOrders(queryOf(basketHref("nordlicht", "skip_events", [1042, 1051])))).toEqual({
      zuids: [1042, 1051],
    });
    expect(askedOrders("zuid=ZUID-1042&zuid=7&zuid=x")).toEqual({ zuids: [1042, 7] });
  });

  it("are some of a run, for the reason that they were left out", () => {
    const href = basketOfRunHref("nordlicht", "send_update_link", {
      run,
      share: "left_out",
      code: "no_card",
    });
    expect(askedOrders(queryOf(href))).toEqual({ run, share: "left_out", code: "no_card" });
    expect(askedOrders(`run=${run}&share=everything`)).toEqual({ run, share: "all", code: null });
    expect(askedOrders("run=1&status=failed")).toEqual({ filter: "run=1&status=failed" });
  });
});
