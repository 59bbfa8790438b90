import { z } from "zod";
import { type NeedKind, needKinds } from "@/lib/domain/preview/need-kinds";
import { type Currency, isCurrency } from "@/lib/domain/value/money";

/** What an address shows of the orders that need a person. Invalid parts of it are ignored. */
export type NeedsFilter = {
  kind: NeedKind | null;
  /** Whose: of whoever looks, or no one's. */
  owner: "me" | "nobody" | null;
  /** Those that are set aside, in place of those that are not. */
  isSnoozed: boolean;
  /** The last order of the page before. */
  after: NeedsCursor | null;
};

/** A place in the list: in its first section, by the end of the retries; or in a currency, by the amount at stake. */
export type NeedsCursor = z.infer<typeof Cursor>;

export function parseNeedsFilter(asked: Record<string, string | string[] | undefined>): NeedsFilter {
  const first = (name: string) => [asked[name]].flat()[0];
  return {
    kind: needKinds.find((kind) => kind === first("kind")) ?? null,
    owner: (["me", "nobody"] as const).find((owner) => owner === first("owner")) ?? null,
    isSnoozed: first("snoozed") === "yes",
    after: cursorIn(first("after")),
  };
}

export function needsParams({ kind, owner, isSnoozed, after }: NeedsFilter): URLSearchParams {
  return new URLSearchParams({
    ...(kind && { kind }),
    ...(owner && { owner }),
    ...(isSnoozed && { snoozed: "yes" }),
    ...(after && { after: [after.section, after.key, after.zuid].join("_") }),
  });
}

const Cursor = z.object({
  section: z.string().refine((text): text is "ends" | Currency => text === "ends" || isCurrency(text)),
  key: z.coerce.number().int().min(0).max(8.64e15),
  zuid: z.coerce.number().int().min(0).max(2_147_483_647),
});

function cursorIn(text: string | undefined): NeedsCursor | null {
  const [section, key, zuid] = (text ?? "").split("_");
  return Cursor.safeParse({ section, key, zuid }).data ?? null;
}
