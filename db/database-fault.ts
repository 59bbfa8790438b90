/** Why there is no database to talk to, in a sentence for whoever starts the program. */
export class DatabaseFault extends Error {
  override name = "DatabaseFault";
}
