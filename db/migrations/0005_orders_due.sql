DROP INDEX "orders_due";--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("due_at","merchant_id","zuid") WHERE "orders"."due_at" is not null;