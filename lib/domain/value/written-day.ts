/** A day of a calendar, as 2026-11-28: two of them compare as texts do. */
export type CalendarDay = string;

/** A day that is written DD/MM/YYYY; "none": no calendar has it; null: that is not how it is written. */
export function writtenDay(said: string): CalendarDay | "none" | null {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(said.trim()) ?? [];
  if (!day || !month || !year) return null;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === iso ? iso : "none";
}
