import { PIECE_SENT_AGAIN } from "@/lib/domain/value/timetable";

/**
 * Sends a file in pieces, each after the one before has been kept. One without an answer is sent again for a while.
 *
 * @returns null when the whole file is there, else why it is not, in words
 */
export async function sendPieces(
  file: File,
  to: string,
  onSent: (share: number) => void,
): Promise<string | null> {
  let place = 0;
  let triesLeft = MOST_TRIES;
  while (place < file.size) {
    const said = await post(`${to}?place=${place}`, file.slice(place, place + PIECE));
    if (said === null) {
      triesLeft -= 1;
      if (triesLeft === 0)
        return "The upload was interrupted. Check your connection, then choose the file again.";
      await new Promise((resolve) => setTimeout(resolve, PIECE_SENT_AGAIN));
      continue;
    }
    if (said.received === undefined) return said.wrong ?? "The upload has failed. Choose the file again.";
    triesLeft = MOST_TRIES;
    place = said.received;
    onSent(place / file.size);
  }
  return null;
}

/** In bytes: less than what any request may have. */
const PIECE = 500_000;
const MOST_TRIES = 30;

/** Null: no answer, or none of ours; the same piece is to be sent again. */
async function post(to: string, piece: Blob): Promise<{ received?: number; wrong?: string } | null> {
  try {
    const answer = await fetch(to, { method: "POST", body: piece, redirect: "error" });
    if (answer.status >= 500) return null;
    return await answer.json().catch(() => ({}));
  } catch {
    return null;
  }
}
