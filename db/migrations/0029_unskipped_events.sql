ALTER TABLE "billing_events" ADD COLUMN "was_skipped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "billing_events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "billing_events" SET "was_skipped" = true WHERE "status" = 'skipped';--> statement-breakpoint
ALTER TABLE "billing_events" FORCE ROW LEVEL SECURITY;
