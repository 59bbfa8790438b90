CREATE TABLE "alert_posts" (
	"merchant_id" integer NOT NULL,
	"user_id" uuid NOT NULL,
	"alert_id" uuid NOT NULL,
	"is_daily" boolean NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_posts_merchant_id_user_id_alert_id_pk" PRIMARY KEY("merchant_id","user_id","alert_id")
);
--> statement-breakpoint
CREATE TABLE "alert_views" (
	"merchant_id" integer NOT NULL,
	"user_id" uuid NOT NULL,
	"alert_id" uuid NOT NULL,
	CONSTRAINT "alert_views_merchant_id_user_id_alert_id_pk" PRIMARY KEY("merchant_id","user_id","alert_id")
);
--> statement-breakpoint
SELECT distribute_tenant('alert_posts');--> statement-breakpoint
SELECT distribute_tenant('alert_views');--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "path" text;--> statement-breakpoint
-- Those of before are not mailed any more.
ALTER TABLE "alerts" ADD COLUMN "handed_out" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ALTER COLUMN "handed_out" SET DEFAULT false;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "alert_mail" text;--> statement-breakpoint
ALTER TABLE "alert_posts" ADD CONSTRAINT "alert_posts_merchant_id_alert_id_alerts_merchant_id_id_fk" FOREIGN KEY ("merchant_id","alert_id") REFERENCES "public"."alerts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_views" ADD CONSTRAINT "alert_views_merchant_id_alert_id_alerts_merchant_id_id_fk" FOREIGN KEY ("merchant_id","alert_id") REFERENCES "public"."alerts"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_posts_alert" ON "alert_posts" USING btree ("merchant_id","alert_id");--> statement-breakpoint
CREATE INDEX "alert_posts_due" ON "alert_posts" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "alert_views_alert" ON "alert_views" USING btree ("merchant_id","alert_id");--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE "alerts"."acknowledged_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_to_hand_out" ON "alerts" USING btree ("created_at") WHERE not "alerts"."handed_out";--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_alert_mail" CHECK ("memberships"."alert_mail" in ('immediately', 'daily', 'none'));