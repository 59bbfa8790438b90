import { redirect } from "next/navigation";
import { atLastMerchant } from "./last-merchant";

/** The office begins with what needs someone at a merchant. */
export default async function Start() {
  redirect(await atLastMerchant(""));
}
