/** The six things that can be done with billing events, as their buttons name them. */
export const eventActs = {
  reschedule: "Reschedule",
  merge: "Merge",
  skip: "Skip",
  unskip: "Un-skip",
  retry: "Retry",
  execute: "Execute now",
} as const;

export type EventAct = keyof typeof eventActs;

export function isEventAct(text: string | undefined): text is EventAct {
  return text !== undefined && Object.hasOwn(eventActs, text);
}
