import { expect, test } from "vitest";
import { choicesFor, enterLeadsTo } from "./palette-choices";
import type { PaletteActs, PaletteFound } from "./palette-found";

const acts: PaletteActs = {
  title: "ZUID-1042, Jonas Reinhardt",
  acts: [
    {
      href: "/n/orders/ZUID-1042?popup=payments",
      label: "Retry EUR 140.00",
      hint: "best next step",
      reason: null,
    },
    { href: "/n/orders/ZUID-1042?popup=pause", label: "Pause", hint: "", reason: null },
    {
      href: "/n/orders/ZUID-1042?popup=resume",
      label: "Resume",
      hint: "",
      reason: "The order is not paused.",
    },
  ],
};
const found: PaletteFound = {
  customers: [{ href: "/n/customers/1", name: "Jonas Reinhardt", detail: "jonas@post.example" }],
  orders: [
    { href: "/n/orders/ZUID-1020", name: "Samir Reuter", detail: "ZUID-1020", status: "review", sum: "" },
  ],
  places: [
    { href: "/n/orders", name: "Orders" },
    { href: "/n/reports", name: "Reports" },
  ],
};

function labels(typed: string, isCurrent = true) {
  const groups = choicesFor(typed, { merchant: "n", found, acts, isCurrent });
  return groups.map(({ name, choices }) => [name, ...choices.map(({ label }) => label)]);
}

test("acts come first, the best one before all others, then who is found, then places", () => {
  expect(labels("re")).toEqual([
    ["ZUID-1042, Jonas Reinhardt", "Retry EUR 140.00", "Resume"],
    ["Customers and orders", "Jonas Reinhardt", "Samir Reuter", "All orders that match “re”"],
    ["Go to", "Reports"],
  ]);
});

test("before anything is typed it offers what can be done and where to go, and nobody", () => {
  expect(labels("").map(([name]) => name)).toEqual(["ZUID-1042, Jonas Reinhardt", "Go to"]);
});

test("what cannot be done now says why, and every word that is typed has to begin one", () => {
  const [here] = choicesFor("resume", { merchant: "n", found, acts, isCurrent: true });
  expect(here?.choices).toMatchObject([{ label: "Resume", reason: "The order is not paused." }]);
  expect(labels("eur ret")[0]).toEqual(["ZUID-1042, Jonas Reinhardt", "Retry EUR 140.00"]);
  expect(labels("etry")[0]?.[0]).toBe("Customers and orders");
});

test("all orders are offered for what was looked up, and not for what is still being typed", () => {
  expect(labels("reu", false).flat()).not.toContain("All orders that match “reu”");
});

test("Enter leads to what is marked, and for what is not looked up yet to the search, not to what was found before", () => {
  const marked = (typed: string, label: string) =>
    choicesFor(typed, { merchant: "n", found, acts, isCurrent: false })
      .flatMap(({ choices }) => choices)
      .find((one) => one.label === label);
  const early = { merchant: "n", isCurrent: false };
  const samir = marked("reu", "Samir Reuter");
  expect(enterLeadsTo("reu", samir, { ...early, isCurrent: true })).toBe("/n/orders/ZUID-1020");
  expect(enterLeadsTo("reute", samir, early)).toBe("/n/search?q=reute");
  expect(enterLeadsTo("1042 ", undefined, early)).toBe("/n/search?q=1042");
  expect(enterLeadsTo("orders", marked("orders", "Orders"), early)).toBe("/n/orders");
  expect(enterLeadsTo("pau", marked("pau", "Pause"), early)).toBe("/n/orders/ZUID-1042?popup=pause");
});
