/** What a browser keeps of how somebody likes to look at things. */
export const rowsCookie = "rows";
/** The merchant whose pages were looked at last: it only chooses where an address without one leads. */
export const merchantCookie = "merchant";
export const themeCookie = "theme";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What of an order is shown in full: its transactions one by one, its log with everything. */
export const orderPartsCookies = { payments: "order_payments", log: "order_log" } as const;
export const inFull = "all";
