/** What a notice says, line by line. */
export type NoticeText = {
  tone: "alert" | "info";
  lines: string[];
  /** What to do about it. */
  next?: { label: string; href: string };
};
