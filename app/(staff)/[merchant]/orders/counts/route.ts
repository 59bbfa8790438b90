import { jsonRoute } from "../../json-route";
import { readCounts } from "../read-list";

/** How many orders the list of the address has, and each of its tabs. */
export const GET = jsonRoute("orders", (staff, { nextUrl }) => readCounts(staff, nextUrl.searchParams));
