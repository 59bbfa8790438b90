CREATE TABLE "bulk_items" (
	"merchant_id" integer NOT NULL,
	"run_id" uuid NOT NULL,
	"zuid" integer NOT NULL,
	"place" integer NOT NULL,
	"state" text NOT NULL,
	"currency" text NOT NULL,
	"command" jsonb,
	"version" integer NOT NULL,
	"sum" bigint NOT NULL,
	"why" jsonb,
	"claimed_until" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"outcome" jsonb,
	CONSTRAINT "bulk_items_merchant_id_run_id_zuid_pk" PRIMARY KEY("merchant_id","run_id","zuid"),
	CONSTRAINT "bulk_items_state_known" CHECK ("bulk_items"."state" in ('planned', 'left_out', 'beyond_limit', 'done', 'refused', 'stopped'))
);
--> statement-breakpoint
CREATE TABLE "bulk_runs" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"chosen_at" timestamp (3) with time zone,
	"source" jsonb NOT NULL,
	"place" text,
	"state" text DEFAULT 'planning' NOT NULL,
	"actor" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"pace" integer,
	"next_at" timestamp (3) with time zone,
	CONSTRAINT "bulk_runs_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "bulk_runs_state_known" CHECK ("bulk_runs"."state" in ('planning', 'ready', 'running', 'stopped', 'done'))
);
--> statement-breakpoint
SELECT distribute_tenant('bulk_runs');--> statement-breakpoint
SELECT distribute_tenant('bulk_items');--> statement-breakpoint
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_merchant_id_run_id_bulk_runs_merchant_id_id_fk" FOREIGN KEY ("merchant_id","run_id") REFERENCES "public"."bulk_runs"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_items" ADD CONSTRAINT "bulk_items_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_runs" ADD CONSTRAINT "bulk_runs_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_items_place" ON "bulk_items" USING btree ("merchant_id","run_id","place");--> statement-breakpoint
CREATE INDEX "bulk_items_planned" ON "bulk_items" USING btree ("merchant_id","run_id","place") WHERE "bulk_items"."state" = 'planned';--> statement-breakpoint
CREATE INDEX "bulk_runs_created" ON "bulk_runs" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "bulk_runs_running" ON "bulk_runs" USING btree ("created_at") WHERE "bulk_runs"."state" = 'running';
