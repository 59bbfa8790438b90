import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { neutralise } from "@/lib/csv";
import { importColumns, REASONS, readHeader } from "./columns";
import { describeFaults, readRow } from "./read-row";

const today = "2026-11-28";
const good = {
  Customer_ID: "C-1",
  Firstname: "Zoë",
  Lastname: "O'Neill",
  Email: "zoe@example.com",
  Birthdate: "29/02/1992",
  Phone_CountryCode: "+49",
  Phone_Number: "030 901820",
  Billing_Street: "Hauptstraße 1",
  Billing_City: "Köln",
  Billing_PostCode: "01067",
  Billing_State: "NW",
  Billing_Country: "Germany",
};

function read(row: Partial<Record<(typeof importColumns)[number] | typeof REASONS, string>>) {
  const header = readHeader(Object.keys(row));
  if ("wrong" in header) throw new Error(header.wrong);
  return readRow(header, Object.values(row), today);
}

function reasons(changed: Partial<typeof good>): string {
  const result = read({ ...good, ...changed });
  return "faults" in result ? describeFaults(result.faults) : "none";
}

describe("a row", () => {
  it("is a customer", () => {
    expect(read(good)).toEqual({
      externalId: "C-1",
      name: "Zoë O'Neill",
      firstName: "Zoë",
      lastName: "O'Neill",
      email: "zoe@example.com",
      birthdate: "1992-02-29",
      phone: "+4930901820",
      billingAddress: {
        street: "Hauptstraße 1",
        city: "Köln",
        postcode: "01067",
        state: "NW",
        country: "DE",
      },
    });
  });

  it("says nothing of what the file has no column for, and empties what is empty in it", () => {
    const { Customer_ID, Firstname, Lastname, Email } = good;
    const short = { Customer_ID, Firstname, Lastname, Email };
    expect(Object.keys(read(short))).toEqual(["externalId", "name", "firstName", "lastName", "email"]);
    expect(read({ ...short, Birthdate: "", Phone_Number: " ", Shipping_City: "" })).toMatchObject({
      birthdate: null,
      phone: "",
      shippingAddress: null,
    });
  });

  it.each([
    ["31/02/1990", /Birthdate: This date does not exist/],
    ["29/02/1900", /does not exist/],
    ["00/01/1990", /does not exist/],
    ["12/31/1990", /does not exist/],
    ["1990-12-31", /DD\/MM\/YYYY/],
    ["31.12.1990", /DD\/MM\/YYYY/],
    ["01/01/90", /DD\/MM\/YYYY/],
    ["28/11/2026", /in the past/],
    ["01/01/2999", /in the past/],
    ["31/12/1899", /after 1899/],
  ])("with the birthdate %s is refused", (Birthdate, says) => {
    expect(reasons({ Birthdate })).toMatch(says);
  });

  it.each([
    ["+49", "030 901820"],
    ["49", "30 901820"],
    ["0049", "(030) 90-18-20"],
    ["DE", "030901820"],
    ["Germany", "030901820"],
    ["", "+49 30 901820"],
    ["+49", "0049 30 901820"],
  ])("has one phone number, written as %s and %s", (Phone_CountryCode, Phone_Number) => {
    expect(read({ ...good, Phone_CountryCode, Phone_Number })).toMatchObject({ phone: "+4930901820" });
  });

  it.each([
    ["", "030 901820", /Phone_CountryCode/],
    ["XX", "030 901820", /not known/],
    ["DE", "12", /not a phone number/],
    ["DE", "call me", /not a phone number/],
    ["DE", "tel: 030 901820 or at work", /not a phone number/],
    ["FR", "+49 30 901820", /another country code/],
    ["DE", "030 901820 ext. 5", /extension/],
  ])("is refused with the phone number %s and %s", (Phone_CountryCode, Phone_Number, says) => {
    expect(reasons({ Phone_CountryCode, Phone_Number })).toMatch(says);
  });

  it.each([
    ["de", "DE"],
    ["GERMANY", "DE"],
    ["Côte d’Ivoire", "CI"],
    ["Cote d'Ivoire", "CI"],
    ["Trinidad and Tobago", "TT"],
    ["United Kingdom", "GB"],
    ["Türkiye", "TR"],
    ["", ""],
  ])("names its country as %s", (Billing_Country, country) => {
    expect(read({ ...good, Billing_Country })).toMatchObject({ billingAddress: { country } });
  });

  it.each(["a", "a@b", "a@example.com, b@example.com", "Ann <ann@example.com>", "a b@example.com"])(
    "is refused with the e-mail %s",
    (Email) => {
      expect(reasons({ Email })).toMatch(/^Email: Enter an e-mail address/);
    },
  );

  it("is told everything that is wrong with it, in the order of the columns", () => {
    expect(
      reasons({
        Customer_ID: "",
        Firstname: "\0",
        Lastname: "x".repeat(201),
        Email: "",
        Birthdate: "x",
        Phone_Number: "1",
        Billing_Country: "Atlantis",
      }).match(/\w+(?=: )/g),
    ).toEqual([
      "Customer_ID",
      "Firstname",
      "Lastname",
      "Email",
      "Birthdate",
      "Phone_Number",
      "Billing_Country",
    ]);
  });

  it("needs a first or a last name", () => {
    expect(reasons({ Firstname: "", Lastname: " " })).toMatch(/Lastname: Enter a first or a last name/);
    expect(reasons({ Firstname: "" })).toBe("none");
    expect(reasons({ Firstname: "x".repeat(150), Lastname: "y".repeat(150) })).toMatch(/301 characters/);
  });

  it("with cells that belong to no column is refused, and so is one that lacks some; empty ones at the end are none", () => {
    const header = readHeader(["Customer_ID", "Firstname", "Lastname", "Email"]);
    if ("wrong" in header) throw new Error(header.wrong);
    const cells = ["1", "A", "B", "a@example.com"];
    expect(readRow(header, [...cells, "", " "], today)).not.toHaveProperty("faults");
    expect(readRow(header, [...cells, "x"], today)).toHaveProperty("faults");
    expect(readRow(header, cells.slice(0, 3), today)).toHaveProperty("faults");
  });
});

describe("whatever somebody writes", () => {
  const naughty = JSON.parse(
    readFileSync(
      path.resolve(import.meta.dirname, "../../../node_modules/big-list-of-naughty-strings/blns.json"),
      "utf8",
    ),
  ) as string[];

  it("is kept whole but for blanks and the form of its letters, or refused in words", () => {
    const form = (said: string) =>
      said
        .normalize("NFC")
        .replace(/[\u00ad\u200b\u2060\ufeff]/g, "")
        .replace(/\p{Zs}+/gu, " ")
        .trim();
    let kept = 0;
    for (const said of naughty) {
      const result = read({ ...good, Firstname: said });
      if ("faults" in result) expect(describeFaults(result.faults), said).toMatch(/^(First|Last)name: [A-Z]/);
      else {
        expect(result.firstName).toBe(form(said));
        kept += 1;
      }
      for (const column of importColumns) {
        const anywhere = read({ ...good, [column]: said });
        if ("faults" in anywhere) expect(describeFaults(anywhere.faults).length).toBeGreaterThan(10);
      }
    }
    expect(kept).toBeGreaterThan(naughty.length * 0.8);
  });

  it("is the same after it was in a file of errors, where nothing is a formula", () => {
    for (const said of [
      "=1+1",
      "+49",
      "-5",
      "@x",
      "'=1",
      "' '=1",
      "''-x",
      " =x",
      "\t=x",
      "'quoted'",
      ...naughty,
    ]) {
      const cell = neutralise(said);
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
      const { Customer_ID, Lastname, Email } = good;
      const sent = read({ [REASONS]: "", Customer_ID, Firstname: cell, Lastname, Email });
      expect(sent).toEqual(read({ Customer_ID, Firstname: said, Lastname, Email }));
    }
  });

  it("is a formula to nobody who keeps it as text", () => {
    expect(read({ ...good, Firstname: '=HYPERLINK("http://x.example")' })).toMatchObject({
      firstName: '=HYPERLINK("http://x.example")',
    });
  });
});
