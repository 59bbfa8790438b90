import { describeImported } from "@/lib/customers/import/apply";
import type { Import } from "@/lib/customers/import/upload";

/** Where an import stands, in a sentence. */
export function stateOf(file: Import): string {
  switch (file.state) {
    case "uploading":
      return "The upload is not complete.";
    case "unreadable":
      return "The file could not be read. Nothing was imported.";
    case "ready":
      return "Not imported yet. Look at the preview.";
    case "running":
      return `Importing: ${counted(file.rowsDone)} of ${counted(file.rowCount ?? 0)} rows.`;
    case "done":
      return describeImported(file);
  }
}

export function counted(rows: number): string {
  return rows.toLocaleString("en");
}
