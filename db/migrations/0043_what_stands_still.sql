ALTER TABLE "clock" ADD COLUMN "worker_seen_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "messages_waiting" ON "messages" USING btree ("merchant_id","send_after") WHERE "messages"."state" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "messages_failed" ON "messages" USING btree ("merchant_id","created_at") WHERE "messages"."state" = 'failed';--> statement-breakpoint
CREATE INDEX "orders_retrying" ON "orders" USING btree ("merchant_id","zuid") WHERE "orders"."retry_queue" <> '[]'::jsonb;