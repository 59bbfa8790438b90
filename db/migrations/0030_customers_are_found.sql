ALTER TABLE "customers" ADD COLUMN "active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "words" text GENERATED ALWAYS AS (folded(name || ' ' || organisation || ' ' || email || ' ' || phone)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_words" ON "customers" USING gin ("merchant_id","words" gin_trgm_ops);