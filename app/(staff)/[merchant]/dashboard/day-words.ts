/** "7 Sep", of a day written 2026-09-07. */
export function shortDay(day: string): string {
  return `${Number(day.slice(8))} ${monthsOfYear[Number(day.slice(5, 7)) - 1]?.slice(0, 3)}`;
}

/** "November 2026", of a month written 2026-11. */
export function monthWords(month: string): string {
  return `${monthsOfYear[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

const monthsOfYear = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
