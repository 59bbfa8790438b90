import { redirect } from "next/navigation";
import { atLastMerchant } from "./last-merchant";

/** The office begins with the orders of a merchant. */
export default async function Start() {
  redirect(await atLastMerchant("/orders"));
}
