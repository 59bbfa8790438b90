CREATE TABLE "forecasts" (
	"merchant_id" integer NOT NULL,
	"currency" text NOT NULL,
	"day" timestamp (3) with time zone NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone NOT NULL,
	"payments" integer NOT NULL,
	"at_risk" bigint NOT NULL,
	"expected" bigint NOT NULL,
	"low" bigint NOT NULL,
	"high" bigint NOT NULL,
	"parts" jsonb NOT NULL,
	"came_in" bigint,
	CONSTRAINT "forecasts_merchant_id_currency_day_pk" PRIMARY KEY("merchant_id","currency","day")
);
--> statement-breakpoint
CREATE TABLE "recovery_counts" (
	"merchant_id" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"group" text NOT NULL,
	"step" text NOT NULL,
	"open" integer NOT NULL,
	"came_in" integer NOT NULL,
	CONSTRAINT "recovery_counts_merchant_id_since_group_step_pk" PRIMARY KEY("merchant_id","since","group","step")
);
--> statement-breakpoint
SELECT distribute_tenant('forecasts');--> statement-breakpoint
SELECT distribute_tenant('recovery_counts');--> statement-breakpoint
ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_counts" ADD CONSTRAINT "recovery_counts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "forecasts_ended" ON "forecasts" USING btree ("merchant_id","until");--> statement-breakpoint
CREATE INDEX "forecasts_to_judge" ON "forecasts" USING btree ("merchant_id","until") WHERE "forecasts"."came_in" is null;
