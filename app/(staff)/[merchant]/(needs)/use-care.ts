"use client";
import { startTransition, useState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { ActTone } from "@/lib/domain/words/act-result";
import type { Cared } from "./actions";
import type { DeskActs } from "./desk-acts";
import type { NeedRowText } from "./need-row";

/** Takes, snoozes and hands over, each with the version that was shown. What came of it is said aloud. */
export function useCare({ merchant, acts, rows, say, settled }: CareInput): DeskCare {
  const [said, announce] = useState("");
  const send = (
    action: Action<Cared>,
    zuids: readonly number[],
    fields: Record<string, string>,
    leaves: boolean,
  ): Promise<ActionResult<Cared>> =>
    new Promise((resolve) => {
      announce("");
      const places = zuids.flatMap((zuid) => {
        const place = rows.findIndex((row) => row.zuid === zuid);
        const row = rows[place];
        return row ? [{ row, place }] : [];
      });
      const orders = places.map(({ row }) => `${row.zuid}:${row.careVersion}`);
      startTransition(async () => {
        const answer = await answerOrRefusal(
          action(null, { merchant, orders, ...fields }),
          "Look at the list before you do this again.",
        );
        const text = answer.is === "done" ? answer.value.text : complaintOf(answer);
        announce(text);
        const isToSee =
          answer.is === "refused" || answer.is === "signed_out" || (answer.is === "done" && leaves);
        if (isToSee)
          for (const { row, place } of places)
            say(row, place, { text, tone: answer.is === "done" ? "done" : "soft_declined" });
        if (answer.is === "done") settled();
        resolve(answer);
      });
    });
  return {
    said,
    announce,
    take: (zuids) => send(acts.takeOrders, zuids, { by: "me" }, false),
    leave: (zuids) => send(acts.takeOrders, zuids, { by: "nobody" }, false),
    snooze: (zuids, until) => send(acts.snoozeOrders, zuids, { until }, true),
    handOver: (zuids, to, note) => send(acts.handOverOrders, zuids, { to, note }, true),
  };
}

type CareInput = {
  merchant: string;
  acts: DeskActs;
  rows: readonly NeedRowText[];
  say: (row: NeedRowText, place: number, outcome: { text: string; tone: ActTone }) => void;
  settled: () => void;
};

export type DeskCare = {
  said: string;
  announce: (text: string) => void;
  take: (zuids: readonly number[]) => Promise<ActionResult<Cared>>;
  leave: (zuids: readonly number[]) => Promise<ActionResult<Cared>>;
  snooze: (zuids: readonly number[], until: string) => Promise<ActionResult<Cared>>;
  handOver: (zuids: readonly number[], to: string, note: string) => Promise<ActionResult<Cared>>;
};
