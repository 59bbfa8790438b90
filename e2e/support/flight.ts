import type { APIResponse, BrowserContext } from "@playwright/test";

/**
 * What a page's server says to its browser, as links and actions ask for it: the tree of elements, pop-ups and hidden
 * fields included. Only plain values, elements and the names of actions are read.
 */
export class Flight {
  private readonly rows = new Map<string, unknown>();
  /** Most rows of most pages are never looked at. */
  private readonly unread = new Map<string, string>();

  private constructor(text: string) {
    let rest = Buffer.from(text);
    while (rest.length > 0) {
      const head = /^([0-9a-f]*):([A-Z]?)/.exec(rest.subarray(0, 40).toString("latin1"));
      if (!head) break;
      const [all, id = "", tag = ""] = head;
      if (tag === "T") {
        const length = /^([0-9a-f]+),/.exec(rest.subarray(all.length, all.length + 16).toString("latin1"));
        const from = all.length + (length?.[0].length ?? 0);
        const to = from + Number.parseInt(length?.[1] ?? "0", 16);
        this.rows.set(id, rest.subarray(from, to).toString());
        rest = rest.subarray(to);
        continue;
      }
      const end = rest.indexOf("\n");
      const line = rest.subarray(all.length, end < 0 ? rest.length : end).toString();
      if (tag === "") this.unread.set(id, line);
      rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1);
    }
  }

  /** Asks for a page as a link on another page of it does. */
  static async of(context: BrowserContext, address: string): Promise<Flight> {
    const asked = `${address}${address.includes("?") ? "&" : "?"}_rsc`;
    const page = await context.request.get(asked, { headers: { rsc: "1" } });
    if (!page.ok()) throw new Error(`${page.status()} of ${address}`);
    return Flight.in(page);
  }

  static async in(response: APIResponse): Promise<Flight> {
    return new Flight(await response.text());
  }

  /** What an action answered with. */
  get answer(): unknown {
    const root = this.row("0") as { a?: unknown } | undefined;
    return this.seen(root?.a);
  }

  /** Every element below a value, or of all there is, through whatever other rows it is spread over. */
  *elements(below?: unknown): Generator<FlightElement> {
    const met = new Set<unknown>();
    const open: unknown[] =
      below === undefined ? [...this.unread.keys()].map((id) => this.row(id)).reverse() : [below];
    while (open.length > 0) {
      const value = this.seen(open.pop());
      if (typeof value !== "object" || value === null || met.has(value)) continue;
      met.add(value);
      const one = this.element(value);
      if (one) yield one;
      open.push(...Object.values(value).reverse());
    }
  }

  /** A value that may stand in another row: "$2a" is the whole of it, "$2a:3:children" a part. */
  seen(value: unknown): unknown {
    const reference = typeof value === "string" ? /^\$[L@hK]?([0-9a-f]+)((?::[^:]+)*)$/.exec(value) : null;
    const row = reference && this.row(reference[1] ?? "");
    if (!reference || row === undefined) return value;
    let found = this.seen(row);
    for (const step of (reference[2] ?? "").split(":").slice(1)) {
      const name = Array.isArray(found) && found[0] === "$" && step === "props" ? "3" : step;
      found = this.seen((found as Record<string, unknown> | null)?.[name]);
    }
    return found;
  }

  /** An object or a list of objects, each of whose values may stand in another row. */
  plain(value: unknown): Record<string, unknown> {
    const found = Object.entries((this.seen(value) ?? {}) as object);
    return Object.fromEntries(found.map(([name, one]) => [name, this.seen(one)]));
  }

  /** What a person reads of it. */
  textOf(value: unknown): string {
    const found = this.seen(value);
    if (typeof found === "number") return String(found);
    if (typeof found === "string") return found.startsWith("$") ? "" : found;
    const one = this.element(found);
    if (one) return this.textOf(one.props.children);
    return Array.isArray(found) ? found.map((item) => this.textOf(item)).join("") : "";
  }

  private row(id: string): unknown {
    const line = this.unread.get(id);
    if (line !== undefined && !this.rows.has(id)) this.rows.set(id, JSON.parse(line));
    return this.rows.get(id);
  }

  private element(value: unknown): FlightElement | null {
    if (!Array.isArray(value) || value[0] !== "$" || value.length < 4) return null;
    const props: unknown = this.seen(value[3]);
    if (typeof props !== "object" || props === null) return null;
    return { type: String(value[1]), props: props as Record<string, unknown> };
  }
}

export type FlightElement = { type: string; props: Record<string, unknown> };
