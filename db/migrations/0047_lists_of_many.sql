CREATE INDEX "orders_needs_person" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."needs_person";--> statement-breakpoint
CREATE INDEX "orders_retried" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."next_attempt_is_retry";--> statement-breakpoint
CREATE INDEX "orders_retries_known" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."retries_end_at" is not null;--> statement-breakpoint
-- Which of these go together: of a complete order nothing is outstanding, so a list of those must not be expected to be long.
CREATE STATISTICS "orders_standing" (mcv) ON "status", "type", "needs_person", "cause", "decline_reason", "next_attempt_is_retry", ("outstanding" > 0) FROM "orders";--> statement-breakpoint
ALTER STATISTICS "orders_standing" SET STATISTICS 1000;
