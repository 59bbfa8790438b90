import type { BrowserContext } from "@playwright/test";
import { Flight, type FlightElement } from "./flight";

/** What of a page can be pressed, each by its name. */
export type OfferedActs = Record<string, boolean>;

/** An order's page with one of its pop-ups, as the server sends it: what it offers. */
export class OfferedOnPage {
  private readonly elements: FlightElement[];

  private constructor(private readonly flight: Flight) {
    this.elements = [...flight.elements()];
  }

  static async on(
    context: BrowserContext,
    zuid: number,
    asked: Record<string, string> = {},
  ): Promise<OfferedOnPage> {
    return new OfferedOnPage(
      await Flight.of(context, `/nordlicht/orders/ZUID-${zuid}?${new URLSearchParams(asked)}`),
    );
  }

  /** Both menus of the head; an item with a reason is disabled. On a phone one of them begins with a step of the card. */
  get menus(): OfferedActs {
    const items = this.propsWith("items", "icon").flatMap(({ items, icon }) =>
      icon === "more" ? [] : this.list(items),
    );
    return Object.fromEntries(items.map(({ label, reason }) => [String(label), reason === null]));
  }

  /** "Refund 3": what can be done with the transactions, by their numbers. */
  get followUps(): string[] {
    const groups = this.propsWith("rows", "currency").flatMap(({ rows }) => this.list(rows));
    const tries = groups.flatMap((group) => [
      ...this.list(group.events).flatMap((event) => this.list(event.tries)),
      ...this.list(group.tries),
    ]);
    return tries
      .flatMap(({ follow, number }) =>
        this.list(follow).flatMap(({ name, reason }) =>
          reason === null ? [`${String(name).toLowerCase()} ${number}`] : [],
        ),
      )
      .sort();
  }

  /** What can be done with the selected billing events. */
  get acts(): OfferedActs {
    const acts = this.propsWith("acts", "chosen").flatMap(({ acts }) => this.list(acts));
    return Object.fromEntries(acts.map(({ name, reason }) => [String(name), reason === null]));
  }

  /** The customer's cards that can be used, and the two ways to another one. */
  get cards(): OfferedActs {
    return Object.fromEntries([
      ...this.propsWith("carries", "possible").flatMap(({ carries, possible, act }): [string, boolean][] => {
        const { cardId } = this.flight.plain(carries);
        if (cardId) return [[String(cardId), possible === true]];
        return act === "Send update link" ? [[act, possible === true]] : [];
      }),
      ...this.propsWith("refused", "returnTo").map(({ refused }) => ["Add card", refused === null]),
    ]);
  }

  /** What the page's links to pop-ups ask for, wherever they stand; those of menus and selections aside. */
  get links(): URLSearchParams[] {
    return this.propsWith("href")
      .map(({ href }) => new URL(String(href), "http://here").searchParams)
      .filter((asked) => asked.has("popup"));
  }

  /** What the customer's page offers: card fields before the first payment, another card or a sum to confirm after it. */
  static async toCustomer(context: BrowserContext, token: string): Promise<OfferedActs> {
    const { propsWith } = new OfferedOnPage(await Flight.of(context, `/pay/${token}`));
    return {
      pay: propsWith("purpose").some(({ purpose, closed }) => purpose === "initial" && closed === null),
      "update card": propsWith("href").some(({ href }) => href === `/pay/${token}/card`),
      confirm: propsWith("shownSum", "sum").length > 0,
    };
  }

  private propsWith = (...names: string[]): Record<string, unknown>[] =>
    this.elements.map(({ props }) => props).filter((props) => names.every((name) => name in props));

  private list(value: unknown): Record<string, unknown>[] {
    return Object.values(this.flight.plain(value)).map((one) => this.flight.plain(one));
  }
}
