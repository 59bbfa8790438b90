import { addProvider } from "@/lib/gateway/added";
import { kassaProvider } from "@/lib/gateway/testing-kassa";

/** Read before a process of the product: it then knows the tests' own gateway too. */
addProvider(
  kassaProvider({
    reportSecret: process.env.KASSA_REPORT_SECRET ?? "",
    timeoutMs: Number(process.env.KASSA_TIMEOUT_MS ?? 10_000),
    machineNow: Date.now,
    fieldsFrom: (process.env.KASSA_FIELDS_FROM ?? "").split(" ").filter(Boolean),
  }),
);
