import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { kassaProvider, kassaTypes, type Payment } from "@/lib/gateway/testing-kassa";
import type { TypedCard } from "@/lib/sandbox/card";
import { faults, InjectedFault } from "@/lib/sandbox/faults";
import type { Arranged, BankKind, BankSettings, OpenBank } from "./testing-bank";
import { pageAt } from "./testing-fields";

const key = "key-of-the-kassa";
export const reportSecret = "what the kassa seals with";

type Body = Record<string, string | number | null>;
type Call = { verb: string; path: string; body: Body; idempotency: string };

/** The bank behind the second provider: its books in memory, over HTTP, with the faults that the suites ask for. */
export const kassaBank = {
  name: "kassa",
  async open({ now, machineNow, reportUrl }: BankSettings) {
    const books: Payment[] = [];
    const sessions: (Body & { done?: Payment })[] = [];
    const byKey = new Map<string, unknown>();
    const cards = new Map<number, { typed: TypedCard; account: number }>();
    const arranged: { code: string; card: number; times: number }[] = [];
    const reports: Payment[] = [];
    const late: (() => void)[] = [];
    const broken = faults();

    function resultOf(card: number, typed: TypedCard): string {
      const next = arranged.find((one) => one.card === card && one.times > 0);
      if (next) next.times -= 1;
      return next?.code ?? (typed.number.endsWith("0341") ? "nsf" : "ok");
    }

    function book(more: Partial<Payment> & Pick<Payment, "what" | "card">, body: Body): Payment {
      const payment: Payment = {
        ...{
          id: 1_000_000 + books.length,
          about: null,
          your_ref: String(body.your_ref),
          account: Number(body.account),
        },
        ...{
          minor: Number(body.minor),
          iso: String(body.iso),
          result: "ok",
          at: now(),
          mandate: null,
          advice: null,
        },
        ...more,
      };
      books.push(payment);
      reports.push(payment);
      return payment;
    }

    function told(token: number): Payment["card"] {
      const known = cards.get(token);
      if (!known) throw new Error(`no card ${token}`);
      const { number, holder, expiryMonth, expiryYear } = known.typed;
      const network = number.startsWith("5") ? "mastercard" : number.startsWith("3") ? "amex" : "visa";
      const date = { month: Number(expiryMonth), year: Number(expiryYear) };
      return {
        ...{ token, network, name: holder, ...date },
        first6: number.slice(0, 6),
        last4: number.slice(-4),
      };
    }

    function charge(token: number, body: Body): unknown {
      const known = cards.get(token);
      if (!known || known.account !== Number(body.account)) return { error: "no_such_card" };
      const what = body.what as Payment["what"];
      const card = told(token);
      const isAdvised = card.network === "mastercard" && Number(body.minor) % 100 === 3;
      const result = isAdvised ? "refused" : resultOf(token, known.typed);
      return { payment: book({ what, card, result, advice: isAdvised ? "03" : null }, body) };
    }

    /** Never more than there is. */
    function follow(id: number, verb: Payment["what"], body: Body): unknown {
      const of = books.find((one) => one.id === id);
      if (!of) return { error: "no_such_payment" };
      const gone = books.filter((one) => one.about === id && one.result === "ok");
      const left = of.minor - gone.reduce((sum, one) => sum + one.minor, 0);
      const result = Number(body.minor) > left ? "too_much" : "ok";
      return { payment: book({ what: verb, card: of.card, about: id, result, iso: of.iso }, body) };
    }

    function enterCard(checkoutId: string, typed: TypedCard): void {
      const session = sessions[Number(checkoutId)];
      if (!session) throw new Error(`no session ${checkoutId}`);
      const token = 500 + cards.size;
      cards.set(token, { typed, account: Number(session.account) });
      const what = session.what as Payment["what"];
      session.done ??= book({ what, card: told(token) }, session);
      session.done.mandate = session.done.id;
    }

    function answer({ verb, path, body, idempotency }: Call): unknown {
      const [, kind, id = "", what = ""] = path.split("/");
      const session = kind === "sessions" ? sessions[Number(id)] : undefined;
      if (verb === "GET" && session) return session.done ? { payment: session.done } : { open: true };
      if (verb === "GET" && kind === "payments" && id === "")
        return {
          payments: books.filter(
            (one) => one.your_ref === body.your_ref && String(one.account) === body.account,
          ),
        };
      if (verb === "GET" && kind === "payments")
        return { payment: books.find((one) => String(one.id) === id) };
      if (verb !== "POST") return { payment: books.find((one) => String(one.card.token) === id) };
      // What was done under this key is told again, and not done again.
      if (byKey.has(idempotency)) return byKey.get(idempotency);
      const done =
        kind === "sessions"
          ? { session: sessions.push(body) - 1 }
          : kind === "cards"
            ? charge(Number(id), body)
            : follow(Number(id), what as Payment["what"], body);
      byKey.set(idempotency, done);
      return done;
    }

    function strike({ verb, path, body }: Call): InjectedFault | null {
      const [, kind, , what = ""] = path.split("/");
      const verbs = { take: "capture", give_back: "refund", let_go: "reversal", charges: "charge" } as const;
      const asked = kind === "payments" ? "query" : "checkout_result";
      const sent = verbs[what as "take"] ?? "open_checkout";
      return broken.strike(verb === "GET" ? asked : sent, String(body.your_ref));
    }

    async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
      let text = "";
      for await (const chunk of request) text += chunk;
      const url = new URL(request.url ?? "/", "http://kassa");
      const page = pageAt(url, text, (session, typed) => enterCard(session, typed));
      if (page) {
        response.writeHead(200, { "content-type": page.type });
        return void response.end(page.text);
      }
      const body: Body = text ? JSON.parse(text) : Object.fromEntries(url.searchParams);
      const idempotency = String(request.headers["idempotency-key"]);
      const call = { verb: request.method ?? "", path: url.pathname, body, idempotency };
      const fault = request.headers.authorization === `Bearer ${key}` ? strike(call) : null;
      const effect =
        request.headers.authorization === `Bearer ${key}` ? fault?.effect : ("error_before" as const);
      if (effect === "book_late" && fault?.seconds !== undefined) {
        const here = server;
        await wait(fault.seconds * 1000, undefined, { ref: false });
        if (server !== here || !server.listening) return;
      } else if (effect === "book_late") late.push(() => answer(call));
      if (effect === "drop_before" || (effect === "book_late" && fault?.seconds === undefined))
        return void request.socket.destroy();
      const said = effect === "error_before" ? {} : answer(call);
      if (effect === "drop_after") return void request.socket.destroy();
      if (effect === "answer_late") await wait((fault?.seconds ?? 0) * 1000, undefined, { ref: false });
      const token = Number(call.path.split("/")[2]);
      // A card that makes the bank never answer: it is booked all the same.
      if (call.path.endsWith("/charges") && cards.get(token)?.typed.number.endsWith("0119")) return;
      response.writeHead(effect?.startsWith("error") ? 500 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(said));
    }

    let server = createServer();
    async function listen(port: number): Promise<number> {
      server = createServer((request, response) => void serve(request, response));
      await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
      return (server.address() as AddressInfo).port;
    }
    async function leave(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    const port = await listen(0);
    const url = `http://127.0.0.1:${port}`;
    const provider = (timeoutMs: number) => kassaProvider({ reportSecret, timeoutMs, machineNow });

    async function report(payment: Payment): Promise<void> {
      const body = JSON.stringify({ event: "payment", payment });
      const seal = createHmac("sha256", reportSecret).update(body).digest("base64");
      const to = reportUrl.replace("{account}", String(payment.account));
      const answered = await fetch(to, { method: "POST", body, headers: { "kassa-seal": seal } });
      if (!answered.ok) reports.push(payment);
    }

    const drill: Arranged = {
      fault: async (fault) => broken.add(InjectedFault.parse(fault)),
      clearFaults: async () => broken.clear(),
      async release() {
        const waiting = late.splice(0);
        for (const run of waiting) run();
        return { booked: waiting.length };
      },
      next: async ({ code = "ok", registrationId, times = 1 }) =>
        void arranged.push({ code, times, card: Number(registrationId) }),
      webhooks: async () => undefined,
      async releaseWebhooks() {
        const told = reports.splice(0);
        for (const payment of told) await report(payment);
        return { taken: told.length };
      },
      // It keeps one record of a payment, and nothing beside it.
      companions: async () => undefined,
      async resolve(id, code) {
        const payment = books.find((one) => String(one.id) === id);
        if (payment) payment.result = code;
      },
      ledger: async () =>
        books.map(({ id, about, what, your_ref, account, minor, iso, result, card, at }) => ({
          ...{ transactionId: String(id), referencedId: about === null ? null : String(about), at },
          ...{ type: kassaTypes[what], reference: your_ref },
          ...{
            account: String(account),
            amount: minor,
            currency: iso as "EUR",
            code: result,
            checkoutId: null,
          },
          ...{ registrationId: String(card.token), isApproved: result === "ok", lacksLink: false },
        })),
    };

    return {
      ...{ provider: provider(10_000), impatient: provider, url, drill },
      codes: {
        ...{ approved: "ok", soft: "nsf", stolen: "stolen", technical: "busy", brokenOff: "cut_off" },
        ...{ merchant: "bad_key", request: "bad_currency", pending: "thinking" },
        ...{ unclear: "half_done", unlisted: "brand_new" },
      },
      merchant: (id) => ({
        ...{ gateway: "kassa", gatewaySettings: { url, key } },
        ...{ accountEcom: String(70_000 + 2 * id), accountMoto: String(70_001 + 2 * id) },
      }),
      enterCard: async (checkoutId, typed) => {
        enterCard(checkoutId, typed);
        return { checkoutId };
      },
      ...{ leave, stop: leave },
      comeBack: async () => void (await listen(port)),
    } satisfies OpenBank & { leave(): Promise<void>; comeBack(): Promise<void> };
  },
} satisfies BankKind;
