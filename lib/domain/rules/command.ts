import { addNote } from "./add-note";
import { applyTerms } from "./apply-terms";
import { cancelOrder } from "./cancel-order";
import { changeDetails } from "./change-details";
import { changePrice } from "./change-price";
import { chargeNow } from "./charge-now";
import type { BulkPart, CommandFields, CommandRule, MenuEntry, StaffPart } from "./command-rule";
import { completeOrder } from "./complete-order";
import { confirmCollection } from "./confirm-collection";
import { runDue } from "./due";
import { executeEvent } from "./execute-event";
import { openCheckout, payWithSavedCard, requestLink } from "./first-payment";
import { capturePayment, refundPayment, reversePayment } from "./follow-up";
import { mergeEvents } from "./merge-events";
import { pauseOrder } from "./pause-order";
import { recordBooking } from "./record-booking";
import { renewLink } from "./renew-link";
import { rescheduleEvent } from "./reschedule-event";
import { resumeOrder } from "./resume-order";
import { retryEvents } from "./retry-events";
import { schedulePayment } from "./schedule-payment";
import { selectCard } from "./select-card";
import { sendReminder } from "./send-reminder";
import { sendUpdateLink } from "./send-update-link";
import { confirmOutcome, proposeOutcome } from "./settle-by-evidence";
import { settlePayment } from "./settle-payment";
import { askGateway, bookReport, closeReport } from "./settle-report";
import { skipEvents } from "./skip-events";
import { unskipEvents } from "./unskip-events";
import { withdrawLink } from "./withdraw-link";

/** Every command. Staff, customers, the gateway and the worker all change an order by one of these. */
export const commands = {
  request_link: requestLink,
  withdraw_link: withdrawLink,
  renew_link: renewLink,
  open_checkout: openCheckout,
  pay_with_saved_card: payWithSavedCard,
  pause_order: pauseOrder,
  resume_order: resumeOrder,
  cancel_order: cancelOrder,
  complete_order: completeOrder,
  reschedule_event: rescheduleEvent,
  skip_events: skipEvents,
  unskip_events: unskipEvents,
  merge_events: mergeEvents,
  retry_events: retryEvents,
  execute_event: executeEvent,
  replace_card: selectCard,
  collect_outstanding: confirmCollection,
  charge_now: chargeNow,
  schedule_payment: schedulePayment,
  refund_payment: refundPayment,
  capture_payment: capturePayment,
  reverse_payment: reversePayment,
  book_report: bookReport,
  close_report: closeReport,
  ask_gateway: askGateway,
  propose_outcome: proposeOutcome,
  confirm_outcome: confirmOutcome,
  change_price: changePrice,
  change_details: changeDetails,
  add_note: addNote,
  send_reminder: sendReminder,
  send_update_link: sendUpdateLink,
  apply_terms: applyTerms,
  run_due: runDue,
  settle_payment: settlePayment,
  record_booking: recordBooking,
} as const;

export type CommandKind = keyof typeof commands;

export type Command = CommandOf<CommandKind>;

type CommandOf<Kind extends CommandKind> = Kind extends CommandKind
  ? { kind: Kind } & AskedOf<(typeof commands)[Kind]>
  : never;

type AskedOf<R> = R extends CommandRule<infer Asked> ? Asked : never;

/** The commands that staff can send with a form. */
export type StaffKind = {
  [Kind in CommandKind]: (typeof commands)[Kind] extends { fields: CommandFields } ? Kind : never;
}[CommandKind];

export type StaffCommand = CommandOf<StaffKind>;

export const staffKinds = (Object.keys(commands) as CommandKind[]).filter(
  (kind): kind is StaffKind => "fields" in commands[kind],
);

/** The pop-up in which one looks on after a command; null: the order's page. */
export function popUpAfter(command: Command): string | null {
  const leadsTo = ruleOf(command.kind).staff?.leadsTo ?? null;
  return typeof leadsTo === "function" ? leadsTo(command) : leadsTo;
}

/** The commands that can be done to many orders at once. */
export const bulkKinds = staffKinds.filter((kind) => (commands[kind].staff as StaffPart<object>).bulk);

/** How a command is done to many orders; null for one that is done to one at a time only. */
export function bulkOf(kind: StaffKind): BulkPart<object> | null {
  return (commands[kind].staff as StaffPart<object>).bulk ?? null;
}

/** All menu items of an order's page, each with its command. */
export function menuEntries(): { kind: StaffKind; entry: MenuEntry<object> }[] {
  return staffKinds.flatMap((kind) =>
    ((commands[kind].staff.menu ?? []) as readonly MenuEntry<object>[]).map((entry) => ({ kind, entry })),
  );
}

/** The label of a command's field, where its form is drawn from its record. */
export function labelOf(kind: StaffKind, field: string): string {
  const label = (commands[kind].staff as StaffPart<object>).labels?.[field];
  if (!label) throw new Error(`${kind} does not say what its field ${field} is called`);
  return label;
}

/** The rule of a command, typed for code that handles all of them. */
export function ruleOf(kind: CommandKind): CommandRule<Command> {
  return commands[kind] as unknown as CommandRule<Command>;
}
