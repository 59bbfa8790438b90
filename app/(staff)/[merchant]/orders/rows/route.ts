import { jsonRoute } from "../../json-route";
import { readList } from "../read-list";

/** The list in the state that the address asks for: all that another filter, order, page or tab has to be told. */
export const GET = jsonRoute("orders", (staff, { nextUrl }) => readList(staff, nextUrl.searchParams));
