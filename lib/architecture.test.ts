import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Source, sources } from "./testing-sources";

/** For tests, the demo and benches alone. */
const LIVED = "lib/domain/lived";

/**
 * What each part may look at, as the README's picture of the layout has it: code only looks down, and any import that
 * is not in the picture fails by name.
 */
const readme = readFileSync(path.resolve(import.meta.dirname, "../README.md"), "utf8");
const drawn = pictureIn(readme, "looks at");
const looksAt = withFloors(drawn);
/** The same for the folders of an order's page. */
const orderPage = "app/(staff)/[merchant]/orders/[zuid]";
const drawsFrom = pictureIn(readme, "draws from");

/** "  lib/payments  ask and settle  looks at  lib/orders lib/gateway" */
function pictureIn(text: string, verb: string): Record<string, readonly string[]> {
  const rows = text.matchAll(new RegExp(`^ {2}([\\w@/-]+) +\\S.*? {2,}${verb} {2}(.+)$`, "gm"));
  return Object.fromEntries(
    [...rows].map(([, place = "", seen = ""]) => [place, seen === "nothing" ? [] : seen.split(" ")]),
  );
}

/** Who looks at the domain may look at every floor of it but the one that tests live by. */
function withFloors(table: Record<string, readonly string[]>): Record<string, readonly string[]> {
  const floors = Object.keys(table).filter((place) => place.startsWith("lib/domain/"));
  const open = floors.filter((floor) => floor !== LIVED);
  return Object.fromEntries(
    Object.entries(table).map(([place, seen]) => [
      place,
      seen.flatMap((name) => (name === "lib/domain" ? open : [name])),
    ]),
  );
}

const exceptions = new Set([
  // What the sandbox offers on screen.
  "app -> lib/sandbox/test-cards",
  // The shape of an action: a component is given its action as a prop.
  "components -> lib/action",
]);

describe("the layout", () => {
  it("is kept by every file", () => {
    expect(sources().flatMap(violationsOf)).toEqual([]);
  });

  it("has no arrow up in its picture, and none that nothing follows", () => {
    const places = Object.keys(looksAt);
    const floors = places.filter((place) => place.startsWith("lib/domain/"));
    const followed = new Set(sources().flatMap(followedBy));
    for (const [from, seen] of Object.entries(drawn))
      for (const to of seen) {
        const targets = to === "lib/domain" ? floors.filter((floor) => floor !== LIVED) : [to];
        expect(places.indexOf(targets[0] ?? ""), `${from} looks up at ${to}`).toBeGreaterThan(
          places.indexOf(from),
        );
        const isFollowed = targets.some((target) => followed.has(`${from} -> ${target}`));
        if (from !== LIVED) expect(isFollowed, `${from} never looks at ${to}`).toBe(true);
      }
  });

  it("has an order's page whose folders are held to their own picture, each arrow of it followed and none up", () => {
    const places = Object.keys(drawsFrom);
    const followed = new Set(sources().flatMap(followedOnPage));
    for (const [from, seen] of Object.entries(drawsFrom))
      for (const to of seen.filter((one) => one !== "nothing")) {
        expect(places.indexOf(to), `${from} draws from ${to}`).toBeGreaterThan(places.indexOf(from));
        expect(followed, "an arrow that nothing follows").toContain(`${from} -> ${to}`);
      }
    expect(sources().filter(({ file }) => file === `${orderPage}/layout.tsx`)).toHaveLength(1);
  });

  it.each<[string, Source]>([
    [
      "lets a summary draw from a pop-up",
      { file: `${orderPage}/summary/x.tsx`, text: 'import { x } from "../@popup/form/refused";' },
    ],
    [
      "lets a pop-up draw from another kind's",
      { file: `${orderPage}/@popup/cards/x.tsx`, text: 'import { x } from "../payments/payments";' },
    ],
    ["stands on an order's page in no folder", { file: `${orderPage}/x.tsx`, text: "" }],
    ["looks up", { file: "lib/domain/order/order.ts", text: 'import { x } from "@/lib/orders/execute";' }],
    [
      "looks up by a relative path",
      { file: "lib/domain/order/order.ts", text: 'import { x } from "../../orders/execute";' },
    ],
    [
      "looks up a floor",
      { file: "lib/domain/order/x.ts", text: 'import { decide } from "../rules/decide";' },
    ],
    [
      "brings what tests live by into the product",
      { file: "lib/orders/x.ts", text: 'import { activated } from "@/lib/domain/lived/histories";' },
    ],
    ["looks across", { file: "components/order/row.tsx", text: 'import { x } from "@/lib/orders/queries";' }],
    ["re-exports across", { file: "lib/gateway/x.ts", text: 'export { x } from "@/lib/orders/execute";' }],
    [
      "imports dynamically",
      { file: "lib/mail/x.ts", text: 'const x = await import("@/lib/payments/send");' },
    ],
    [
      "queries the database from a page",
      {
        file: "app/(staff)/[merchant]/orders/page.tsx",
        text: 'import { orders } from "@/db/schema/orders";',
      },
    ],
    [
      "looks at the stand-in",
      { file: "lib/payments/send.ts", text: 'import { startSandbox } from "@/lib/sandbox/sandbox";' },
    ],
    ["looks at the demo", { file: "lib/orders/x.ts", text: 'import { cases } from "@/demo/cases";' }],
    ["brings a package into the domain", { file: "lib/domain/rules/x.ts", text: 'import { z } from "zod";' }],
    ["reads a clock in the domain", { file: "lib/domain/rules/x.ts", text: "const at = Date.now();" }],
    ["reads the clock where time is handed in", { file: "lib/orders/x.ts", text: "const at = Date.now();" }],
    ["makes a date of now in the domain", { file: "lib/domain/rules/x.ts", text: "const at = new Date();" }],
    ["throws dice in the domain", { file: "lib/domain/rules/x.ts", text: "const n = Math.random();" }],
    [
      "asks the environment in the domain",
      { file: "lib/domain/rules/x.ts", text: "const a = process.env.PORT;" },
    ],
    [
      "writes an action without the wrapper",
      { file: "app/x/actions.ts", text: '"use server";\nexport async function pay() {}' },
    ],
    [
      "hides an action inside a function",
      { file: "app/x/page.tsx", text: 'async function pay() {\n  "use server";\n}' },
    ],
    ["names a file for nothing", { file: "lib/orders/utils.ts", text: "" }],
    ["names a folder for nothing", { file: "lib/helpers/x.ts", text: "" }],
    ["builds a barrel", { file: "lib/orders/index.ts", text: 'export * from "./execute";' }],
    ["lives in no known place", { file: "lib/billing/x.ts", text: "" }],
    ["knows a gateway's letters", { file: "lib/domain/rules/x.ts", text: 'const type = "DB";' }],
    ["knows a gateway's codes", { file: "lib/mail/x.ts", text: 'if (code === "800.100.155") stop();' }],
    ["knows a gateway's fields", { file: "lib/payments/x.ts", text: "const { resourcePath } = asked;" }],
    ["knows a gateway's accounts", { file: "db/schema/x.ts", text: "entityId: text().notNull()," }],
    ["knows a gateway's script", { file: "components/x.tsx", text: 'form.className = "paymentWidgets";' }],
    [
      "chooses a provider for everybody",
      { file: "app/x/page.tsx", text: 'import { oppGateway } from "@/lib/gateway/opp/gateway";' },
    ],
  ])("fails when a file %s", (_, planted) => {
    const found = violationsOf(planted);
    expect(found).not.toEqual([]);
    expect(found[0]).toContain(planted.file);
  });

  it("lets a good file pass", () => {
    const good = {
      file: "app/x/actions.ts",
      text: '"use server";\nexport const pay = staffAction("orders", Form, run);',
    };
    expect(violationsOf(good)).toEqual([]);
  });
});

function violationsOf(source: Source): string[] {
  return [arrows, arrowsOnPage, names, purity, clocks, actions, protocol].flatMap((rule) => rule(source));
}

function followedBy({ file, text }: Source): string[] {
  return importsOf(text).flatMap((specifier) => {
    const target = resolve(file, specifier);
    return target === null ? [] : [`${placeOf(file)} -> ${placeOf(target)}`];
  });
}

function arrows({ file, text }: Source): string[] {
  const from = placeOf(file);
  if (!from) return [`${file} lives in no place that the layout knows`];
  return importsOf(text).flatMap((specifier) => {
    const target = resolve(file, specifier);
    if (target !== null && exceptions.has(`${from} -> ${target}`)) return [];
    if (target === null)
      return from.startsWith("lib/domain/") && specifier !== "temporal-polyfill"
        ? [`${file} brings the package ${specifier} into the domain`]
        : [];
    if (target.startsWith("node_modules/") || target === "package.json") return [];
    const to = placeOf(target);
    if (!to) return [`${file} imports ${target}, which lives in no place that the layout knows`];
    if (to === from || looksAt[from]?.includes(to)) return [];
    return [`${file} looks at ${target}: ${from} may not look at ${to}`];
  });
}

function arrowsOnPage({ file, text }: Source): string[] {
  if (!file.startsWith(`${orderPage}/`) || file === `${orderPage}/page.tsx`) return [];
  const from = placeOnPage(file);
  if (!from) return [`${file} lives in no place that the picture of an order's page knows`];
  return followedOnPage({ file, text })
    .map((arrow) => arrow.split(" -> ")[1] ?? "")
    .filter((to) => to !== from && !drawsFrom[from]?.includes(to))
    .map((to) => `${file} draws from ${to}, which ${from} may not`);
}

function followedOnPage({ file, text }: Source): string[] {
  if (!file.startsWith(`${orderPage}/`)) return [];
  return importsOf(text).flatMap((specifier) => {
    const target = resolve(file, specifier);
    if (!target?.startsWith(`${orderPage}/`)) return [];
    return [`${placeOnPage(file)} -> ${placeOnPage(target) ?? target}`];
  });
}

function placeOnPage(target: string): string | null {
  const within = target.slice(orderPage.length + 1).replace(/\.tsx?$/, "");
  const places = Object.keys(drawsFrom).sort((a, b) => b.length - a.length);
  return places.find((place) => within === place || within.startsWith(`${place}/`)) ?? null;
}

function names({ file }: Source): string[] {
  const parts = file.replace(/\.\w+$/, "").split("/");
  const bad = parts.find((part) =>
    ["utils", "util", "helpers", "types", "services", "hooks", "misc", "common", "index"].includes(part),
  );
  return bad ? [`${file}: "${bad}" says nothing about what is in it`] : [];
}

const impure =
  /\bDate\.now\(|new Date\(\)|\bMath\.random\(|\bprocess\.env\b|\bperformance\.now\(|Temporal\.Now\b|randomUUID\(/;

function purity({ file, text }: Source): string[] {
  if (!placeOf(file)?.startsWith("lib/domain/")) return [];
  const found = impure.exec(text);
  return found ? [`${file} uses ${found[0]}: the domain knows no clock, chance or environment`] : [];
}

/** Business time and machine time are handed in from the edge: a page, an action, a route, the worker's entry. */
function clocks({ file, text }: Source): string[] {
  const isTold = ["lib/orders", "lib/payments", "lib/mail", "lib/gateway"].some((place) =>
    file.startsWith(`${place}/`),
  );
  return isTold && /\bDate\.now\(|new Date\(\)/.test(text)
    ? [`${file} reads the clock: it is told what time it is`]
    : [];
}

/** What only one kind of gateway says: its letters, codes, fields and script. */
const protocolWords =
  /["'`](?:DB|PA|CP|RF|RV|RG|CB|CBR|RDR|3D|RI)["'`]|\b\d{3}\.\d{3}\.\d{3}\b|resourcePath|entity_?[iI]ds?\b|\bndc\b|paymentWidgets|wpwl|standingInstruction|merchantTransactionId/;

/** The provider that speaks it, its stand-in, and lives that tests tell by its codes. */
const speaksProtocol = ["lib/gateway/opp/", "lib/sandbox/", "lib/domain/lived/"];

/** Where the providers of an installation are named, and where one is tried before a merchant has it. */
const choosesProvider = ["lib/payments/payments.ts", "lib/start/add-merchant.ts"];

function protocol({ file, text }: Source): string[] {
  if (speaksProtocol.some((place) => file.startsWith(place))) return [];
  const said = protocolWords.exec(text);
  const met = importsOf(text).find((specifier) => /gateway\/opp\/(?!recall$)/.test(specifier));
  return [
    ...(said ? [`${file} says ${said[0]}: that is one gateway's own, for its provider to know`] : []),
    ...(met && !choosesProvider.includes(file)
      ? [`${file} looks at ${met}: a merchant's gateway is asked over the port`]
      : []),
  ];
}

function actions({ file, text }: Source): string[] {
  if (/^\s+["']use server["']/m.test(text)) return [`${file} hides an action inside a function`];
  if (!/^["']use server["']/.test(text.trimStart())) return [];
  const exported = [...text.matchAll(/^export (?!type\b)(.*)$/gm)].map((match) => match[1] ?? "");
  return exported
    .filter(
      (line) =>
        !/^const \w+\s*=\s*(staffAction|orderAction|personAction|customerAction|visitorAction)\(/.test(line),
    )
    .map((line) => `${file} exports an action that the wrapper did not build: ${line}`);
}

function importsOf(text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^;"']*?from\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g,
  );
  return [...found].flatMap((match) => match[1] ?? match[2] ?? match[3] ?? []);
}

/** A path from the root, without its ending; null for a package. */
function resolve(file: string, specifier: string): string | null {
  const bare = (target: string) => target.replace(/\.(tsx?|mjs)$/, "");
  if (specifier.startsWith("@/")) return bare(specifier.slice(2));
  if (specifier.startsWith("."))
    return bare(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
  return null;
}

function placeOf(target: string): string | null {
  const bare = target.replace(/\.(tsx?|mjs)$/, "");
  const places = Object.keys(looksAt).sort((a, b) => b.length - a.length);
  return places.find((place) => bare === place || bare.startsWith(`${place}/`)) ?? null;
}
