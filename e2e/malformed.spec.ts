import { readdirSync, readFileSync } from "node:fs";
import { ask, type RawAnswer, type RawRequest, sized } from "./support/raw";
import { expect, test } from "./support/test";

/** Pino's number for an error. */
const FAULT = 50;

const get = (address: string, ...headers: string[]) => ({ head: `GET ${address} HTTP/1.1`, headers });
const tree = (value: string) => [`Next-Router-State-Tree: ${value}`, "RSC: 1"];
const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n';
const parted = "Content-Type: multipart/form-data; boundary=x";
const big = "a".repeat(1_000_001);
const post = (body: string | Buffer, ...headers: string[]) => ({
  head: "POST /sign-in HTTP/1.1",
  ...sized(body, ...headers),
});

type Request = RawRequest & { head: string };

/** One that was built; it is known once the tests run. */
const file = () =>
  `/_next/static/chunks/${readdirSync(".next/static/chunks").find((name) => name.endsWith(".js"))}`;
const files = { "a file that was built": file, "the word to robots": () => "/robots.txt" };

const refused: Record<string, Request> = {
  "the method TRACE": { head: "TRACE / HTTP/1.1" },
  "the method TRACE on a page": { head: "TRACE /shop1/orders HTTP/1.1" },
  "the method TRACE on a file": { head: "TRACE /_next/static/none.js HTTP/1.1" },
  "a method that nobody knows": { head: "ORDERS / HTTP/1.1" },
  "a method of another protocol": { head: "PROPFIND /api/health HTTP/1.1" },
  "* as an address": get("*"),
  "* as an address of a question": { head: "OPTIONS * HTTP/1.1" },
  "an address without a path": get("orders"),
  "an address of nothing": get("//"),
  "an address with a port that is none": get("http://localhost:99999999/"),
  "half a letter in a path": get("/shop1/orders/%E0%A4%A"),
  "half a letter in a file's path": get("/_next/static/%E0%A4%A.js"),
  "half a letter at the root": get("/%E0%A4%A"),
  "half a letter in a customer's path": get("/pay/%E0%A4%A"),
  "no letter in a path": get("/api/%00"),
  "a state tree of an unknown page": get("/nowhere/at/all", ...tree("garbage")),
  "a state tree that is half a letter": get("/nowhere", ...tree("%E0%A4%A")),
  "a state tree of another shape": get("/sign-in", ...tree("%5B1%5D")),
  "a state tree twice": get("/sign-in", ...tree("%5B%22%22,%7B%7D%5D"), ...tree("%5B%22%22,%7B%7D%5D")),
  "a state tree of 50 kB": get("/nowhere", ...tree("a".repeat(12_000))),
  "headers of 40 kB": get("/", `X-Long: ${"a".repeat(40_000)}`),
  "a header that is none": get("/", "no colon here"),
  "a host that is none": get("/sign-in", "Host: %%%"),
  "a host of two ports": get("/sign-in", "Host: a:1:2"),
  "a protocol that is none": get("/sign-in", "X-Forwarded-Proto: rubbish"),
  "a forwarded host that is none": get("/sign-in", "X-Forwarded-Host: %%%"),
  "a body of over a megabyte": post(big, "Content-Type: text/plain"),
  "a form of over a megabyte": post(`${part}${big}\r\n--x--\r\n`, parted),
  "a length that is no number": { head: "POST /sign-in HTTP/1.1", headers: ["Content-Length: many"] },
  "two lengths": { head: "POST / HTTP/1.1", headers: ["Content-Length: 1", "Content-Length: 2"], body: "ab" },
  "chunks that are none": {
    head: "POST / HTTP/1.1",
    headers: ["Transfer-Encoding: chunked"],
    body: "zz\r\n",
  },
  "a form that breaks off": post(part, parted),
  "a form without a boundary": post(`${part}--x--\r\n`, "Content-Type: multipart/form-data"),
  "a form that is none": post("rubbish", parted),
  "an action that nobody has": post("[]", "Next-Action: 00ff"),
  "an action of another day": post("[]", `Next-Action: ${"40".repeat(21)}`),
  "an action with half a letter": post("[]", "Next-Action: %E0%A4%A"),
  "a form of an action that nobody has": post(
    `${part}--x\r\nContent-Disposition: form-data; name="$ACTION_ID_00ff"\r\n\r\n\r\n--x--\r\n`,
    parted,
  ),
  "a form of an action bound to rubbish": post(
    `--x\r\nContent-Disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name="$ACTION_1:0"\r\n\r\n{"id":"zz","bound":"$@1"}\r\n--x--\r\n`,
    parted,
  ),
  "a foreign origin": post("a=b", "Origin: https://elsewhere.example"),
  "a foreign origin of an action": post("[]", "Next-Action: 00ff", "Origin: https://elsewhere.example"),
  "an origin that is none": post("a=b", "Origin: rubbish"),
  "a report that is no text": {
    head: "POST /api/gateway/webhook/ecom-1 HTTP/1.1",
    ...sized(Buffer.from([255, 0, 254])),
  },
  "a report of nothing": { head: "POST /api/gateway/webhook/ecom-1 HTTP/1.1", ...sized("") },
};

/** Odd, but a page or an answer can be given. */
const borne: Record<string, Request> = {
  "half a letter in a query": get("/sign-in?next=%E0%A4%A"),
  "half a letter in a cookie": get("/sign-in", "Cookie: authjs.session-token=%E0%A4%A; a=%E0%A4%A"),
  "a cookie of nothing": get("/sign-in", "Cookie: ;;;===;"),
  "a session that is none": get("/shop1/orders", "Cookie: authjs.session-token=e30.e30.e30"),
  "no letter in a query": get("/shop1/orders?q=%00"),
  "languages that are none": get("/sign-in", "Accept-Language: ;;q=x,%%%,*-*-*,\u00ff"),
  "a language of 4 kB": get("/sign-in", `Accept-Language: ${"a-".repeat(2_000)}`),
  "a whole address": get("http://localhost/sign-in"),
  "a charset that is none": post("a=b", "Content-Type: application/x-www-form-urlencoded; charset=rubbish"),
  "a type that is none": post("a=b", "Content-Type: ;;;"),
  "an address of origin that is none": get("/sign-in", "X-Forwarded-For: %%%,,,\u00ff"),
  "a prefetch of no segment": get(
    "/sign-in",
    "RSC: 1",
    "Next-Router-Prefetch: 1",
    "Next-Router-Segment-Prefetch: /%%%",
  ),
  "a next address that is none": get("/sign-in", "RSC: 1", "Next-Url: %E0%A4%A"),
  "a subrequest that is none": get("/sign-in", "X-Middleware-Subrequest: proxy:proxy:proxy"),
  "a refusal from outside": get("/sign-in", "X-Refused: 500"),
  "a range that is none": get(
    "/sign-in",
    "Range: bytes=9-1",
    "If-None-Match: %%%",
    "If-Modified-Since: never",
  ),
  "an upgrade to nothing": get("/sign-in", "Upgrade: rubbish"),
  "a sign-in service of no name": { head: "POST /api/auth/callback/none HTTP/1.1", ...sized("a=b") },
  "a picture of nothing": get("/_next/image?url=%E0%A4%A&w=x&q=y"),
};

const told = ({ status, text }: RawAnswer) => (status >= 500 || status === 0 ? text.slice(0, 300) : status);

for (const [what, { head, ...rest }] of Object.entries(refused)) {
  test(`${what} is refused as the client's mistake`, async ({ stack }) => {
    const answer = await ask(stack.baseURL, head, rest);
    expect(answer.status, String(told(answer))).toBeGreaterThanOrEqual(400);
    expect(answer.status, String(told(answer))).toBeLessThan(500);
  });
}

for (const [what, { head, ...rest }] of Object.entries(borne)) {
  test(`${what} is borne`, async ({ stack }) => {
    const answer = await ask(stack.baseURL, head, rest);
    expect(answer.status, String(told(answer))).toBeGreaterThanOrEqual(200);
    expect(answer.status, String(told(answer))).toBeLessThan(500);
  });
}

for (const [what, address] of Object.entries(files)) {
  test(`${what} is read, and nothing else`, async ({ stack }) => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await ask(stack.baseURL, `${method} ${address()} HTTP/1.1`, sized("a=b"));
      expect([method, answer.status]).toEqual([method, 405]);
    }
    for (const condition of [
      "Range: bytes=9-1",
      "Range: bytes=99999999-",
      "Range: rubbish",
      'If-Match: "another"',
      "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
    ]) {
      const answer = await ask(stack.baseURL, `GET ${address()} HTTP/1.1`, { headers: [condition] });
      expect([condition, answer.status]).toEqual([condition, 200]);
    }
    expect((await ask(stack.baseURL, `HEAD ${address()} HTTP/1.1`)).status).toBe(200);
  });
}

test("more than a megabyte is told as that", async ({ stack }) => {
  const { head, ...rest } = post(big, "Content-Type: text/plain");
  expect((await ask(stack.baseURL, head, rest)).status).toBe(413);
});

test("a client that goes in the middle of its request is no fault", async ({ stack }) => {
  const broken: Request[] = [
    { head: "POST /sign-in HTTP/1.1", headers: ["Content-Length: 1000", parted], body: part },
    { head: "POST /sign-in HTTP/1.1", headers: ["Content-Length: 1000", "Next-Action: 00ff"], body: "[" },
    { head: "POST /api/gateway/webhook/ecom-1 HTTP/1.1", headers: ["Content-Length: 1000"], body: "{" },
    { head: "POST /sign-in HTTP/1.1", headers: ["Transfer-Encoding: chunked"], body: "5\r\nab" },
    get("/sign-in"),
  ];
  for (const { head, ...rest } of broken) {
    const { status } = await ask(stack.baseURL, head, { ...rest, breaksOff: true });
    expect(status).toBeLessThan(500);
  }
  expect((await ask(stack.baseURL, "GET /api/health HTTP/1.1")).status).toBe(200);
});

test("every action, called with what no form of ours sends, answers with its no", async ({
  page,
  office,
  stack,
}) => {
  await office.signIn(page, "admin");
  const order = await office.activeOrder("Tom Weber", { type: "single" }, 5_000);
  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const token = new URL(await office.linkTo(order), stack.baseURL).pathname.split("/")[2] ?? "";
  const bodies = [
    "",
    "[]",
    "[null]",
    '["$undefined"]',
    "[1,2]",
    "[null,7]",
    '[null,"a"]',
    "[null,[]]",
    "[null,{}]",
    "rubbish",
    "{",
    '["$K1"]',
    '["$F1"]',
    '["$@9"]',
    '[null,{"zuid":{"a":1}}]',
  ];
  const faults: string[] = [];
  for (const { id, address } of actions({ merchant: "shop1", zuid: String(order.zuid), token })) {
    for (const cookie of ["none=", cookies]) {
      for (const body of bodies) {
        const given = sized(
          body,
          `Next-Action: ${id}`,
          "Content-Type: text/plain;charset=UTF-8",
          `Cookie: ${cookie}`,
        );
        const answer = await ask(stack.baseURL, `POST ${address} HTTP/1.1`, given);
        if (answer.status >= 500 || answer.status === 0)
          faults.push(`${address} ${cookie.slice(0, 5)} ${body}: ${answer.text.slice(0, 200)}`);
      }
    }
  }
  expect(faults).toEqual([]);
});

test("nothing of all this is written down as a fault of ours", ({ stack }) => {
  const lines = readFileSync(stack.logOf("web"), "utf8").split("\n").filter(Boolean);
  const isFault = (line: string) => !line.startsWith("{") || JSON.parse(line).level >= FAULT;
  const started = lines.findIndex((line) => line.includes('"web started"'));
  expect(
    lines
      .slice(started + 1)
      .filter(isFault)
      .map((line) => line.slice(0, 300)),
  ).toEqual([]);
});

test("after all of it pages are served as before", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

/** Each action as it was built, at the address of a page that offers it. */
function actions(params: Record<string, string>): { id: string; address: string }[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, { workers: Record<string, unknown> }>;
  };
  return Object.entries(manifest.node).map(([id, { workers }]) => {
    const page = Object.keys(workers)[0] ?? "";
    const address = page
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replace(/\/\([^)]*\)/g, "")
      .replace(/\[(?:\.\.\.)?(\w+)\]/g, (_all, name: string) => params[name] ?? "x");
    return { id, address: address || "/" };
  });
}
