import { gzipSync } from "node:zlib";
import type { Page, Route } from "@playwright/test";

/** What a page's server sent for something that was done there; its scripts, styles and fonts are not counted. */
export type Sent = {
  answers: number;
  /** Of the answers, what links in sight fetched ahead of being pressed. */
  ahead: number;
  bytes: number;
  /** The same as compressed on the way. */
  packedBytes: number;
  /** How often the Order Summary was drawn. */
  drawings: number;
};

/** Counts what a page is sent from now on. Each answer is passed on whole once it is counted. */
export async function countSent(page: Page): Promise<{ since: () => Promise<Sent> }> {
  const open = new Set<Promise<void>>();
  let answers: Answer[] = [];
  await page.route(
    (url) => !url.pathname.startsWith("/_next/"),
    (route) => {
      const passed = passedOn(route).then((answer) => {
        answers.push(answer);
        open.delete(passed);
      });
      open.add(passed);
      return passed;
    },
  );
  return {
    /** What came since this was asked last, with what is on its way now. */
    async since() {
      while (open.size > 0) await Promise.all(open);
      const all = answers;
      answers = [];
      const sum = (of: (answer: Answer) => number) => all.reduce((total, answer) => total + of(answer), 0);
      return {
        answers: all.length,
        ahead: sum(({ isAhead }) => Number(isAhead)),
        bytes: sum(({ bytes }) => bytes),
        packedBytes: sum(({ packedBytes }) => packedBytes),
        drawings: sum(({ draws }) => Number(draws)),
      };
    },
  };
}

type Answer = { packedBytes: number; bytes: number; draws: boolean; isAhead: boolean };

async function passedOn(route: Route): Promise<Answer> {
  const response = await route.fetch({ maxRedirects: 0 });
  const body = await response.body();
  await route.fulfill({ response, body });
  return {
    bytes: body.byteLength,
    packedBytes: gzipSync(body).byteLength,
    draws: body.includes(ONLY_IN_SUMMARY),
    isAhead: "next-router-prefetch" in route.request().headers(),
  };
}

/** The title of a section that no other page has. */
const ONLY_IN_SUMMARY = "Registration details";
