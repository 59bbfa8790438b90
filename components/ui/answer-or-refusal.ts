import { unstable_rethrow } from "next/navigation";
import { type ActionResult, refused } from "@/lib/domain/order/result";

/** The answer, or a sentence for the want of one: whatever was typed stays where it is. */
export async function answerOrRefusal<Value>(
  answer: Promise<ActionResult<Value>>,
  then: string,
): Promise<ActionResult<Value>> {
  try {
    return await answer;
  } catch (fault) {
    unstable_rethrow(fault);
    return refused(`There was no answer because the network or the server was not available. ${then}`);
  }
}
