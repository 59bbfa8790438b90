import { connect } from "@/db/client";
import { applyImport } from "./apply";

/** A process that applies imports until it is killed: the address of the database, and how far its clock is ahead. */
const [url = "", ahead = "0"] = process.argv.slice(2);
const db = connect(url, { max: 2 });
const now = Date.UTC(2026, 10, 28, 9);
while (await applyImport(db, { now, machineNow: () => Date.now() + Number(ahead) }));
setInterval(() => undefined, 1_000);
