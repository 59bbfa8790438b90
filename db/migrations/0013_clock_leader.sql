ALTER TABLE "clock" ADD COLUMN "leader" uuid;--> statement-breakpoint
ALTER TABLE "clock" ADD COLUMN "leads_until" timestamp (3) with time zone;