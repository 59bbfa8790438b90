import { redirect } from "next/navigation";

/** The office begins with its orders; whoever is not signed in is sent on from there. */
export default function Start() {
  redirect("/orders");
}
