ALTER TABLE "attempts" ADD COLUMN "evidence" jsonb;--> statement-breakpoint
ALTER TABLE "attempts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Refunds and disputes of a recovered payment are about its event too, and recover nothing.
UPDATE "attempts" SET "recovers" = false WHERE "recovers" AND "purpose" <> 'event';--> statement-breakpoint
ALTER TABLE "attempts" FORCE ROW LEVEL SECURITY;
