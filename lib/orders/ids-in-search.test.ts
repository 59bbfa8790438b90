import { expect, it } from "vitest";
import { idsIn } from "./ids-in-search";

const none = { zuid: null, spid: null, transaction: null, alone: false };

it.each([
  "ZUID 1042",
  "zuid-1042",
  "ZUID1042",
  " Zuid:\u00a01042 ",
  "ZUID\u20111042",
  "ZUID #1042",
  "ＺＵＩＤ１０４２",
  "ZUID-1042.",
  "(ZUID-1042),",
  "“ZUID-1042”",
  "ZUID_1042",
  "ZUID/1042",
  "ZUID Nr. 1042",
  "zuıd-1042",
  "\u202aZUID-1042\u202c",
])("takes %s for the number of an order and for nothing else", (text) =>
  expect(idsIn(text)).toEqual({ ...none, zuid: 1042, alone: true }),
);

it.each(["1042", "#1042", "# 1042", "№1042", "no. 1042", "(1042)", "\u20661042\u2069", "1042,"])(
  "takes %s for an order's or a billing event's number, and for a word",
  (text) => expect(idsIn(text)).toEqual({ ...none, zuid: 1042, spid: 1042 }),
);

it("knows the number of a billing event and a transaction's id", () => {
  expect(idsIn("SPID 7")).toEqual({ ...none, spid: 7, alone: true });
  expect(idsIn("8AC7A4A1".repeat(4))).toEqual({ ...none, transaction: "8ac7a4a1".repeat(4) });
});

it.each(["", "anna", "Zuid", "ZUID 1042 Anna", "9999999999", "-7"])("finds no number in %j", (text) =>
  expect(idsIn(text)).toEqual(none),
);
