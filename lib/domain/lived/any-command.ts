import { type Command, type CommandKind, commands, ruleOf } from "../rules/command";
import type { History } from "./history";

/** Turns four random numbers into a command that may be asked of the order. */
export function anyCommand({ order, now }: History, { wish, ...chosen }: RandomCommand): Command {
  const isEarly = ["draft", "pending", "rejected"].includes(order.status);
  const kinds = isEarly ? early : late;
  const kind = kinds[wish % kinds.length] ?? "add_note";
  return { ...ruleOf(kind).sample.ask({ order, now }, chosen), kind } as Command;
}

/** `wish` chooses the command, `a` and `b` the event, payment, card or day. */
export type RandomCommand = { wish: number; a: number; b: number; amount: number };

const all = Object.keys(commands) as CommandKind[];
const early = all.flatMap((kind) => Array.from({ length: ruleOf(kind).sample.early }, () => kind));
const late = all.flatMap((kind) => Array.from({ length: ruleOf(kind).sample.late }, () => kind));
