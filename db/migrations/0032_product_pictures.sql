CREATE TABLE "product_pictures" (
	"merchant_id" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"type" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "product_pictures_merchant_id_product_id_pk" PRIMARY KEY("merchant_id","product_id"),
	CONSTRAINT "product_pictures_type" CHECK ("product_pictures"."type" in ('image/png', 'image/jpeg', 'image/webp')),
	CONSTRAINT "product_pictures_size" CHECK (length("product_pictures"."bytes") between 1 and 600000)
);
--> statement-breakpoint
SELECT distribute_tenant('product_pictures');--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_kind_known";--> statement-breakpoint
DROP INDEX "products_name";--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "sort_name" text GENERATED ALWAYS AS (folded(name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "words" text GENERATED ALWAYS AS (folded(name || ' ' || group_name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "product_pictures" ADD CONSTRAINT "product_pictures_merchant_id_product_id_products_merchant_id_id_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "products_group" ON "products" USING btree ("merchant_id","group_name");--> statement-breakpoint
CREATE INDEX "products_words" ON "products" USING gin ("merchant_id","words" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "products_name" ON "products" USING btree ("merchant_id","sort_name","id");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_kind_known" CHECK ("audit_log"."kind" in ('merchant_opened', 'user_invited', 'invitation_withdrawn', 'invitation_accepted', 'role_changed', 'user_deactivated', 'user_reactivated', 'terms_changed', 'profile_changed', 'product_created', 'product_changed', 'product_deactivated', 'product_reactivated'));