import { foundOrNot } from "@/app/found-or-not";
import { type Params, type SearchParams, viewOf } from "../view";
import NoPopUp from "./default";
import { OpenPopUp } from "./open-pop-up";

export default foundOrNot(PopUpPage, NoPopUp);

/** The pop-up that the address names, from its own reading of the order: the page beneath it is not drawn for it. */
async function PopUpPage({ params, searchParams }: { params: Params; searchParams: SearchParams }) {
  if (!(await searchParams).popup) return null;
  return <OpenPopUp view={await viewOf(params, searchParams)} />;
}
