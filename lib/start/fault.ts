/** Why the program cannot go on, in a sentence that says what to do about it. */
export class StartFault extends Error {
  override name = "StartFault";
}
