CREATE TABLE "customer_log" (
	"merchant_id" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"kind" text NOT NULL,
	"fields" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "customer_log_merchant_id_customer_id_seq_pk" PRIMARY KEY("merchant_id","customer_id","seq"),
	CONSTRAINT "customer_log_kind_known" CHECK ("customer_log"."kind" in ('created', 'changed', 'deactivated', 'reactivated', 'note_added', 'card_forgotten', 'card_preferred', 'erased'))
);
--> statement-breakpoint
CREATE TABLE "customer_notes" (
	"merchant_id" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "customer_notes_merchant_id_customer_id_seq_pk" PRIMARY KEY("merchant_id","customer_id","seq")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "first_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "last_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "birthdate" date;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "tags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "shipping_address" jsonb;--> statement-breakpoint
SELECT distribute_tenant('customer_log');--> statement-breakpoint
SELECT distribute_tenant('customer_notes');--> statement-breakpoint
ALTER TABLE "customer_log" ADD CONSTRAINT "customer_log_merchant_id_customer_id_customers_merchant_id_id_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_notes" ADD CONSTRAINT "customer_notes_merchant_id_customer_id_customers_merchant_id_id_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "customers" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "customers" SET "last_name" = regexp_replace("name", '^.* ', ''),
  "first_name" = CASE WHEN "name" LIKE '% %' THEN regexp_replace("name", ' [^ ]*$', '') ELSE '' END;--> statement-breakpoint
ALTER TABLE "customers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" USING btree ("merchant_id",lower("name"),"id");--> statement-breakpoint
CREATE UNIQUE INDEX "customers_external_id" ON "customers" USING btree ("merchant_id","external_id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_first_name_allowed" CHECK ("customers"."first_name" = '' or is_name("customers"."first_name"));--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_last_name_allowed" CHECK ("customers"."last_name" = '' or is_name("customers"."last_name"));