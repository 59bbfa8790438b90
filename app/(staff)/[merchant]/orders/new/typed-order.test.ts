import { describe, expect, it } from "vitest";
import { readChoices, type TypedOrder } from "./typed-order";

const empty: TypedOrder = {
  ...{ customer: "c1", invoiceId: "", currency: "EUR", splits: false, deposit: "", parts: "", every: "" },
  ...{ unit: "MONTH", startOn: "", savesCard: false, preauthorises: false, memo: "", tags: "" },
  lines: [{ product: "p1", quantity: "1", price: "", discount: "", fee: "" }],
};
const read = (part: Partial<TypedOrder>) => readChoices({ ...empty, ...part }, "Europe/Berlin");
const line = (part: Partial<TypedOrder["lines"][number]>) => ({
  lines: [{ product: "p1", quantity: "2", price: "", discount: "", fee: "", ...part }],
});

describe("what is typed for a new order", () => {
  it("is what the product says where nothing is typed", () => {
    expect(read({})).toMatchObject({
      faults: [],
      choices: {
        lines: [{ price: null, discount: null, fee: null }],
        deposit: null,
        parts: null,
        interval: null,
        startAt: null,
      },
    });
  });

  it("is read as people write amounts, and a discount as a percentage too", () => {
    const { choices, faults } = read(line({ price: "1.300,50", discount: "12,5 %", fee: "3" }));
    expect(faults).toEqual([]);
    expect(choices.lines[0]).toMatchObject({
      ...{ quantity: 2, price: 130_050, discount: { basisPoints: 1_250 }, fee: 300 },
    });
  });

  it("is a time on the wall clock of whoever typed it", () => {
    expect(read({ startOn: "2027-01-01T09:00" }).choices.startAt).toBe(Date.UTC(2027, 0, 1, 8));
  });

  it("is asked back, beside its field, where it cannot be read", () => {
    const { faults } = read({
      ...line({ quantity: "two", price: "1.300", discount: "half" }),
      ...{ deposit: "-5", startOn: "2027-02-30T09:00" },
    });
    expect(faults).toEqual([
      { field: "quantity", line: 0, what: "Enter a whole number." },
      {
        field: "price",
        line: 0,
        what: "1.300 can be read in two ways. Enter it with decimals, like 1300.00.",
      },
      { field: "discount", line: 0, what: "Enter an amount, like 100.00." },
      { field: "start", line: null, what: "Choose a date and a time." },
      { field: "deposit", line: null, what: "Enter an amount, like 100.00." },
    ]);
  });
});
