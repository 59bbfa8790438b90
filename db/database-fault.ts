/** Why no database can be reached, in a sentence for the person who starts the program. */
export class DatabaseFault extends Error {
  override name = "DatabaseFault";
}
