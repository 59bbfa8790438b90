/**
 * The merchants of the demo and those who work for them. The sign-in page of a sandbox offers whoever of
 * them really exists.
 */
export const demoMerchants = [
  {
    id: 1,
    code: "nordlicht",
    name: "Nordlicht Fitness",
    descriptor: "NORDLICHT FITNESS BERLIN",
    currency: "EUR",
    timeZone: "Europe/Berlin",
  },
  {
    id: 2,
    code: "harbour",
    name: "Harbour Learning",
    descriptor: "HARBOUR LEARNING LONDON",
    currency: "GBP",
    timeZone: "Europe/London",
  },
] as const;

/** One password for all of them; no user outside the demo is ever given it. */
export const demoPassword = "ledger-and-lantern";

type DemoUser = {
  email: string;
  name: string;
  role: "admin" | "accountant" | "agent" | "restricted";
  /** Codes of the merchants that the role is held at. */
  merchants: readonly (typeof demoMerchants)[number]["code"][];
};

export const demoStaff: readonly DemoUser[] = [
  {
    email: "anna@nordlicht.example",
    name: "Anna Petersen",
    role: "admin",
    merchants: ["nordlicht", "harbour"],
  },
  { email: "jonas@nordlicht.example", name: "Jonas Weidner", role: "accountant", merchants: ["nordlicht"] },
  { email: "mira@nordlicht.example", name: "Mira Yilmaz", role: "agent", merchants: ["nordlicht"] },
  { email: "tom@nordlicht.example", name: "Tom Brandt", role: "restricted", merchants: ["nordlicht"] },
  { email: "grace@harbour.example", name: "Grace Whitfield", role: "admin", merchants: ["harbour"] },
  { email: "owen@harbour.example", name: "Owen Clarke", role: "accountant", merchants: ["harbour"] },
  { email: "priya@harbour.example", name: "Priya Nair", role: "agent", merchants: ["harbour"] },
  { email: "ben@harbour.example", name: "Ben Rowe", role: "restricted", merchants: ["harbour"] },
];
