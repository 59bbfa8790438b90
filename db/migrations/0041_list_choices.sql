CREATE TABLE "list_choices" (
	"merchant_id" integer NOT NULL,
	"user_id" uuid NOT NULL,
	"hidden" jsonb,
	"widths" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_compact" boolean,
	"opens_with" uuid,
	CONSTRAINT "list_choices_merchant_id_user_id_pk" PRIMARY KEY("merchant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "saved_views_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "saved_views_name_allowed" CHECK (is_name("saved_views"."name")),
	CONSTRAINT "saved_views_query_allowed" CHECK (char_length("saved_views"."query") <= 2000)
);
--> statement-breakpoint
SELECT distribute_tenant('list_choices');--> statement-breakpoint
SELECT distribute_tenant('saved_views');--> statement-breakpoint
ALTER TABLE "list_choices" ADD CONSTRAINT "list_choices_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "saved_views_owner" ON "saved_views" USING btree ("merchant_id","owner_id","created_at");--> statement-breakpoint
CREATE INDEX "saved_views_shared" ON "saved_views" USING btree ("merchant_id","created_at") WHERE "saved_views"."is_shared";
