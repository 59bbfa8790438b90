import type { BrowserContext } from "@playwright/test";
import type { ActionResult } from "@/lib/domain/order/result";
import { Flight, type FlightElement } from "./flight";

/** Tells a form from the others of a page by its hidden fields. */
export type IsIts = (carries: Record<string, unknown>) => boolean;

/** A form of an order's pop-up with what stands around it, as the server sent it. */
export class OpenForm {
  private constructor(
    private readonly context: BrowserContext,
    private readonly address: string,
    private readonly isIts: IsIts,
    private readonly flight: Flight,
    /** Everything in its pop-up. */
    private readonly shown: FlightElement[],
    readonly carries: Record<string, unknown>,
    readonly isPossible: boolean,
    /** What its button says. */
    readonly act: string,
    /** The paragraphs inside it. */
    readonly lines: string[],
    private readonly action: string,
  ) {}

  static async open(context: BrowserContext, address: string, isIts: IsIts = () => true): Promise<OpenForm> {
    return OpenForm.in(await Flight.of(context, address), context, address, isIts);
  }

  private static in(flight: Flight, context: BrowserContext, address: string, isIts: IsIts): OpenForm {
    const [popUp] = [...flight.elements()].filter(({ props }) => "closeTo" in props);
    const shown = [...flight.elements(popUp?.props.children ?? null)];
    for (const { props } of shown) {
      const carries = flight.plain(props.carries);
      if (!("version" in carries) || !isIts(carries)) continue;
      const { id } = flight.seen(props.action) as { id: string };
      const lines = [...flight.elements(props.children)].filter(({ type }) => type === "p");
      return new OpenForm(
        context,
        address,
        isIts,
        flight,
        shown,
        carries,
        props.possible !== false,
        flight.textOf(props.act),
        lines.map((line) => flight.textOf(line.props.children)),
        id,
      );
    }
    throw new Error(`no form at ${address}`);
  }

  /** What the button sends: its hidden fields, and the typed ones beside them. */
  async send(typed: Record<string, string>, as = this.context): Promise<FormAnswer> {
    return (await this.post(typed, as)).answer as FormAnswer;
  }

  /** Sends it, and gives the form that stands there afterwards too. */
  async sendAndSee(typed: Record<string, string>): Promise<{ answer: FormAnswer; form: OpenForm }> {
    const flight = await this.post(typed, this.context);
    return {
      answer: flight.answer as FormAnswer,
      form: OpenForm.in(flight, this.context, this.address, this.isIts),
    };
  }

  /** The cells of a table that the form shows; none when it shows none. */
  rowsOf(label: string): string[][] {
    const table = this.find((one) => one.type === "table" && one.props["aria-label"] === label);
    return this.textsIn(table, "tr", (row) => this.textsIn(row, "td", (cell) => this.textOf(cell))).filter(
      (cells) => cells.length > 0,
    );
  }

  /** The texts of all elements of a type in a named part of it. */
  linesOf(name: string, type: "p" | "dd"): string[] {
    const part = this.find(({ props }) => props["aria-label"] === name || props["aria-labelledby"] === name);
    return this.textsIn(part, type, (one) => this.textOf(one));
  }

  private textsIn<T>(part: FlightElement | undefined, type: string, read: (one: FlightElement) => T): T[] {
    if (!part) return [];
    return [...this.flight.elements(part.props.children)].filter((one) => one.type === type).map(read);
  }

  private textOf(one: FlightElement): string {
    return this.flight.textOf(one.props.children);
  }

  private find(is: (one: FlightElement) => boolean): FlightElement | undefined {
    return this.shown.find(is);
  }

  private async post(typed: Record<string, string>, as: BrowserContext): Promise<Flight> {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...this.carries, ...typed }))
      for (const one of [value].flat()) form.append(`_1_${name}`, String(one));
    form.append("0", '[null,"$K1"]');
    const sent = await as.request.post(this.address, {
      headers: {
        accept: "text/x-component",
        "next-action": this.action,
        origin: new URL(this.address).origin,
      },
      multipart: form,
    });
    return Flight.in(sent);
  }
}

export type FormAnswer = ActionResult<unknown>;
