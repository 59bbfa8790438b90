CREATE TABLE "product_prices" (
	"merchant_id" integer NOT NULL,
	"product_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"price" bigint NOT NULL,
	"discount" bigint DEFAULT 0 NOT NULL,
	"fee" bigint DEFAULT 0 NOT NULL,
	"set_up_fee" bigint DEFAULT 0 NOT NULL,
	"deposit" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "product_prices_merchant_id_product_id_currency_pk" PRIMARY KEY("merchant_id","product_id","currency")
);
--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "discount_kind" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "discount_on" text DEFAULT 'every_payment' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "discount_basis_points" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "parts" integer;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "trial" jsonb;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "locks_pricing" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "locks_payment" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "group_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "unit" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "internal_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "created_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
SELECT distribute_tenant('product_prices');--> statement-breakpoint
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_merchant_id_product_id_products_merchant_id_id_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "products_name" ON "products" USING btree ("merchant_id",lower("name"),"id");--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced. The new
-- table has none until the rights are given.
ALTER TABLE "products" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "product_prices" ("merchant_id", "product_id", "currency", "price", "discount", "set_up_fee")
SELECT "merchant_id", "id", "currency", "price",
       CASE WHEN "initial_discount" < "price" THEN "initial_discount" ELSE 0 END, "initial_fee" FROM "products";--> statement-breakpoint
UPDATE "products" SET "trial" = "interval" WHERE "type" = 'subscription' AND "initial_discount" > 0 AND "initial_discount" >= "price";--> statement-breakpoint
UPDATE "products" SET "discount_kind" = 'amount', "discount_on" = 'first_payment' WHERE "initial_discount" > 0 AND "initial_discount" < "price";--> statement-breakpoint
ALTER TABLE "products" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "products" DROP COLUMN "currency";--> statement-breakpoint
ALTER TABLE "products" DROP COLUMN "price";--> statement-breakpoint
ALTER TABLE "products" DROP COLUMN "initial_discount";--> statement-breakpoint
ALTER TABLE "products" DROP COLUMN "initial_fee";--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_discount_kind_known" CHECK ("products"."discount_kind" in ('none', 'percent', 'amount'));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_discount_on_known" CHECK ("products"."discount_on" in ('every_payment', 'first_payment'));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_group_allowed" CHECK ("products"."group_name" = '' or is_name("products"."group_name"));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_unit_allowed" CHECK ("products"."unit" = '' or is_name("products"."unit"));