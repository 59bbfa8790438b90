DROP INDEX "orders_declined";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cause_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "who_acts" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "needs_person" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "decline_reason" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "retries_used" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "retries_left" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "retries_end_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "outstanding" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "at_stake" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "card_expires_month" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stands_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "snoozed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "care_version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_outstanding" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."outstanding" > 0;--> statement-breakpoint
CREATE INDEX "orders_most_outstanding" ON "orders" USING btree ("merchant_id","currency","outstanding" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."outstanding" > 0;--> statement-breakpoint
CREATE INDEX "orders_cause" ON "orders" USING btree ("merchant_id","cause","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."cause" is not null;--> statement-breakpoint
CREATE INDEX "orders_decline_reason" ON "orders" USING btree ("merchant_id","decline_reason","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."decline_reason" is not null;--> statement-breakpoint
CREATE INDEX "orders_at_stake" ON "orders" USING btree ("merchant_id","currency","at_stake" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."needs_person";--> statement-breakpoint
CREATE INDEX "orders_retries_end" ON "orders" USING btree ("merchant_id","retries_end_at","zuid") WHERE "orders"."retries_end_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_owner" ON "orders" USING btree ("merchant_id","owner_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."owner_id" is not null;--> statement-breakpoint
CREATE INDEX "orders_card_expires" ON "orders" USING btree ("merchant_id","card_expires_month","zuid") WHERE "orders"."card_expires_month" is not null;--> statement-breakpoint
CREATE INDEX "orders_stands_until" ON "orders" USING btree ("stands_until","merchant_id","zuid") WHERE "orders"."stands_until" is not null;--> statement-breakpoint
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- The worker judges them as soon as it runs.
UPDATE "orders" SET "stands_until" = '2000-01-01';--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
