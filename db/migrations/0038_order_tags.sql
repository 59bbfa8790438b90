CREATE TABLE "order_tags" (
	"merchant_id" integer NOT NULL,
	"tag" text NOT NULL,
	"zuid" integer NOT NULL,
	CONSTRAINT "order_tags_merchant_id_tag_zuid_pk" PRIMARY KEY("merchant_id","tag","zuid")
);
--> statement-breakpoint
SELECT distribute_tenant('order_tags');--> statement-breakpoint
DROP INDEX "orders_tags";--> statement-breakpoint
ALTER TABLE "order_tags" ADD CONSTRAINT "order_tags_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_tags_order" ON "order_tags" USING btree ("merchant_id","zuid");--> statement-breakpoint
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "order_tags" ("merchant_id", "tag", "zuid")
SELECT DISTINCT o.merchant_id, t.tag, o.zuid FROM "orders" o, jsonb_array_elements_text(o.tags) AS t(tag);--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP FUNCTION IF EXISTS tagged_orders(text, integer);
