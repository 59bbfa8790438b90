import { benchBulk } from "./bulk";
import { benchCollecting } from "./collect";
import { benchDisturbed } from "./disturbed";
import { benchFilters } from "./filters";
import { benchForecast } from "./forecast";
import { benchImports } from "./imports";
import { benchOrdersPage } from "./orders-page";
import { benchRecovery } from "./recovery";
import { benchSummary } from "./summary";
import { benchWire } from "./wire";

const benches = {
  bulk: benchBulk,
  collect: benchCollecting,
  disturbed: benchDisturbed,
  filters: benchFilters,
  forecast: benchForecast,
  imports: benchImports,
  orders: benchOrdersPage,
  recovery: benchRecovery,
  summary: benchSummary,
  wire: benchWire,
};
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in benches));

if (unknown) {
  console.error(
    `There is no benchmark ${unknown}. Choose ${Object.keys(benches).join(" or ")}, or none to run all.`,
  );
  process.exitCode = 1;
} else {
  for (const [name, bench] of Object.entries(benches))
    if (wanted.length === 0 || wanted.includes(name)) await bench();
}
