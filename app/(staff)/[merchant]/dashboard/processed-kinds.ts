import type { ProcessedSum } from "@/lib/figures/processed-sums";
import type { ProcessedFilter } from "@/lib/payment-lists/processed-filter";

/** What the dashboard counts of the transactions, each as it is added up and as the list finds it. */
export const processedKinds: Readonly<Record<ProcessedKind, Kind>> = {
  approved: {
    filter: { result: ["approved"], type: ["debit"] },
    isMeant: ({ type, isApproved }) => type === "debit" && isApproved,
  },
  declined: {
    filter: { result: ["declined"], type: ["debit"] },
    isMeant: ({ type, isApproved }) => type === "debit" && !isApproved,
  },
  refunded: {
    filter: { result: ["approved"], type: ["refund"] },
    isMeant: ({ type, isApproved }) => type === "refund" && isApproved,
  },
  captured: {
    filter: { result: ["approved"], type: ["capture"] },
    isMeant: ({ type, isApproved }) => type === "capture" && isApproved,
  },
  initial: {
    filter: { result: ["approved"], type: ["debit"], recurrence: "initial" },
    isMeant: ({ type, isApproved, recurrence }) => type === "debit" && isApproved && recurrence === "initial",
  },
  repeated: {
    filter: { result: ["approved"], type: ["debit"], recurrence: "repeated" },
    isMeant: ({ type, isApproved, recurrence }) =>
      type === "debit" && isApproved && recurrence === "repeated",
  },
};

export type ProcessedKind = "approved" | "declined" | "refunded" | "captured" | "initial" | "repeated";

type Kind = { filter: Partial<ProcessedFilter>; isMeant(sum: ProcessedSum): boolean };
