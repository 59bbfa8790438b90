import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { close, connect } from "@/db/client";
import { eraseAgain } from "./erase";

/** After a restore: the file of log lines that say who was erased since the backup. */
const owner = connect(process.env.DATABASE_OWNER_URL ?? "", { max: 1 });
const count = await eraseAgain(owner, createInterface(createReadStream(process.argv[2] ?? "")));
await close(owner);
console.log(`  ${count} ${count === 1 ? "person was" : "people were"} erased again.`);
