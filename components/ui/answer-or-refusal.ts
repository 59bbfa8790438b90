import { unstable_rethrow } from "next/navigation";

/** The answer, or a sentence for the want of one: whatever was typed stays where it is. */
export async function answerOrRefusal<Answer>(
  answer: Promise<Answer>,
  then: string,
): Promise<Answer | { refused: string }> {
  try {
    return await answer;
  } catch (fault) {
    unstable_rethrow(fault);
    return { refused: `No answer came: the network or the server was away. ${then}` };
  }
}
