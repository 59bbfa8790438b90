import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DescribedCustomer, noAddress, nobody, writtenCustomer } from "./written-customer";

const anna = { ...nobody, firstName: "Anna", lastName: "Berg", email: "anna@example.com" };
const written = (part: Partial<DescribedCustomer>) =>
  writtenCustomer({ ...anna, ...part }, { today: "2026-01-31" });
const kept = (part: Partial<DescribedCustomer>) => {
  const read = written(part);
  return "customer" in read ? read.customer : read.invalid;
};

describe("what is written of a customer is kept whole, or refused in words", () => {
  it.each([
    ["+49 30 901820", "+4930901820"],
    ["+1 (212) 555-0123", "+12125550123"],
    ["+44 20 7946 0018", "+442079460018"],
    ["", ""],
  ])("phone %s", (phone, expected) => {
    expect(kept({ phone })).toMatchObject({ phone: expected });
  });

  it.each([
    "030 901820",
    "ask for Anna at +49 30 901820",
    "+49 30 901820 or +49 30 901821",
    "+49 30 901820 ext. 12",
    "+49 30 901820;ext=12",
    "+49",
    "+999 123456",
    "0",
    "'; DROP TABLE customers; --",
    "+49 30 9018201234567890",
  ])("no phone that can be dialled: %s", (phone) => {
    expect(kept({ phone })).toEqual({
      phone: "Enter a phone number with its country's code, such as +49 30 901820.",
    });
  });

  it.each([
    "",
    "anna",
    "anna@",
    "a@b.example, c@d.example",
    "Anna <anna@example.com>",
    "anna@example.com\nBcc: x@y.example",
  ])("no single address: %j", (email) => {
    expect(kept({ email })).toEqual({ email: "Enter an e-mail address, such as anna@example.com." });
  });

  it.each(["ZZ", "EU", "UN", "XX", "D", "DEU", "🇩🇪"])("no country: %s", (country) => {
    expect(kept({ billing: { ...noAddress, country } })).toEqual({ "billing.country": "Choose a country." });
  });

  it.each(["2026-01-31", "2027-01-01", "2026-02-30", "1990-13-01", "31/12/1990", "1849-12-31", "now"])(
    "no day of birth: %s",
    (birthdate) => {
      expect(kept({ birthdate })).toEqual({ birthdate: "Enter a day in the past." });
    },
  );

  it("somebody without a name and an organisation is asked for one", () => {
    expect(kept({ firstName: "", lastName: " " })).toEqual({ lastName: "Enter a name or an organisation." });
    expect(kept({ firstName: "", lastName: "", organisation: "Berg KG" })).toMatchObject({ name: "Berg KG" });
    expect(kept({ firstName: "Madonna", lastName: "" })).toMatchObject({ name: "Madonna" });
  });

  it("any text in any field ends in a customer or in complaints, and no text is shortened unseen", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary", maxLength: 300 }));
    fc.assert(
      fc.property(text, text, text, (firstName, organisation, street) => {
        const read = written({ firstName, organisation, billing: { ...noAddress, street } });
        if ("invalid" in read) return Object.values(read.invalid).every((why) => why.length > 0);
        const letters = (shown: string) => shown.normalize("NFC").replace(/\s+/g, "");
        const { customer } = read;
        expect(letters(customer.firstName)).toBe(letters(firstName));
        expect(letters(customer.organisation)).toBe(letters(organisation));
        expect(letters(customer.billingAddress?.street ?? "")).toBe(letters(street));
        return true;
      }),
    );
  });
});
