-- For this migration and later ones: a new table of a merchant goes where the others are, before it is tied to them.
-- Nothing where the database is one server.
CREATE FUNCTION distribute_tenant(tenant regclass)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  spread integer;
BEGIN
  IF to_regclass('pg_dist_partition') IS NULL THEN
    RETURN;
  END IF;
  EXECUTE 'SELECT count(*) FROM pg_dist_partition WHERE logicalrelid = ''customers''::regclass AND partmethod = ''h'''
    INTO spread;
  IF spread > 0 THEN
    EXECUTE 'SELECT create_distributed_table($1, $2, colocate_with => $3)' USING tenant, 'merchant_id', 'customers';
  END IF;
END
$$;
--> statement-breakpoint
CREATE TABLE "collecting_stops" (
	"merchant_id" integer PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"why" text NOT NULL,
	"probe_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_terms" (
	"merchant_id" integer PRIMARY KEY NOT NULL,
	"auto_retry" boolean DEFAULT true NOT NULL,
	"auto_retry_days" jsonb DEFAULT '[3,7,14]'::jsonb NOT NULL,
	"timed_for_paydays" boolean DEFAULT false NOT NULL,
	"end_action" text DEFAULT 'go_on' NOT NULL,
	"default_initial_amount" bigint DEFAULT 0 NOT NULL,
	"reminder_days" jsonb DEFAULT '[2,4,6]'::jsonb NOT NULL,
	"messages" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "merchant_terms_end_action_known" CHECK ("merchant_terms"."end_action" in ('go_on', 'suspend', 'pause', 'complete')),
	CONSTRAINT "merchant_terms_auto_retry_days_allowed" CHECK (are_retry_days("merchant_terms"."auto_retry_days"))
);
--> statement-breakpoint
SELECT distribute_tenant('collecting_stops');--> statement-breakpoint
SELECT distribute_tenant('merchant_terms');--> statement-breakpoint
INSERT INTO "merchant_terms" ("merchant_id", "auto_retry", "auto_retry_days", "timed_for_paydays", "end_action", "default_initial_amount", "reminder_days", "messages")
SELECT "id", "auto_retry", "auto_retry_days", "timed_for_paydays", "end_action", "default_initial_amount", "reminder_days", "messages" FROM "merchants";--> statement-breakpoint
INSERT INTO "collecting_stops" ("merchant_id", "since", "why", "probe_at")
SELECT "id", "stopped_since", coalesce("stopped_why", ''), coalesce("probe_at", "stopped_since") FROM "merchants" WHERE "stopped_since" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "merchants" DROP CONSTRAINT "merchants_end_action_known";--> statement-breakpoint
ALTER TABLE "merchants" DROP CONSTRAINT "merchants_auto_retry_days_allowed";--> statement-breakpoint
ALTER TABLE "collecting_stops" ADD CONSTRAINT "collecting_stops_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchant_terms" ADD CONSTRAINT "merchant_terms_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "auto_retry";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "auto_retry_days";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "timed_for_paydays";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "end_action";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "default_initial_amount";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "reminder_days";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "messages";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "stopped_since";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "stopped_why";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "probe_at";--> statement-breakpoint
-- Claims are made merchant by merchant, by the application itself; what an order is found by is written with it.
DROP FUNCTION due_orders(timestamptz, timestamptz, integer);--> statement-breakpoint
DROP FUNCTION unsettled_attempts(timestamptz, integer);--> statement-breakpoint
DROP FUNCTION queued_messages(timestamptz, integer);--> statement-breakpoint
DROP TRIGGER orders_begin_search ON orders;--> statement-breakpoint
DROP TRIGGER orders_keep_search ON orders;--> statement-breakpoint
DROP FUNCTION write_order_search();--> statement-breakpoint
DROP FUNCTION search_words(integer, integer);
