import { staffRule } from "./command-rule";

/** Gives the order another link in place of the one it had, which no longer works. */
export const renewLink = staffRule({
  fields: {},
  row: null,
  decide(changes, _asked, _actor, now) {
    changes.add({ kind: "link_renewed", at: now });
    return null;
  },
  sample: { early: 1, late: 1, ask: () => ({}) },
  staff: {
    ...{ permission: "billing", act: "Make a new link", working: "Saving" },
    menu: [{ in: "actions", item: "Make a new link", popUp: "renew-link", as: () => ({}) }],
  },
});
