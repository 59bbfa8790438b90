DROP INDEX "orders_type";--> statement-breakpoint
DROP INDEX "orders_created";--> statement-breakpoint
DROP INDEX "orders_status";--> statement-breakpoint
DROP INDEX "orders_next_attempt";--> statement-breakpoint
DROP INDEX "orders_amount";--> statement-breakpoint
DROP INDEX "orders_outstanding";--> statement-breakpoint
DROP INDEX "orders_most_outstanding";--> statement-breakpoint
DROP INDEX "orders_cause";--> statement-breakpoint
DROP INDEX "orders_decline_reason";--> statement-breakpoint
DROP INDEX "orders_at_stake";--> statement-breakpoint
DROP INDEX "orders_needs_person";--> statement-breakpoint
DROP INDEX "orders_retries_known";--> statement-breakpoint
DROP INDEX "orders_retries_end";--> statement-breakpoint
DROP INDEX "orders_card_expires";--> statement-breakpoint
CREATE INDEX "orders_tabs" ON "orders" USING btree ("merchant_id","status","type","currency") WHERE "orders"."status" in ('failed', 'suspended', 'review', 'pending');--> statement-breakpoint
CREATE INDEX "orders_created" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","decline_reason","owner_id");--> statement-breakpoint
CREATE INDEX "orders_status" ON "orders" USING btree ("merchant_id","status","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","type","currency","card_expires_month","cause","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount") WHERE "orders"."status" <> 'active' and "orders"."status" <> 'complete';--> statement-breakpoint
CREATE INDEX "orders_next_attempt" ON "orders" USING btree ("merchant_id",(case when "next_attempt_at" is null then 'infinity' else "next_attempt_at" end),"zuid","needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","decline_reason","owner_id","next_attempt_at","created_at");--> statement-breakpoint
CREATE INDEX "orders_amount" ON "orders" USING btree ("merchant_id","currency","shown_amount" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","card_expires_month","cause","decline_reason","owner_id","created_at");--> statement-breakpoint
CREATE INDEX "orders_outstanding" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount") WHERE "orders"."outstanding" > 0;--> statement-breakpoint
CREATE INDEX "orders_most_outstanding" ON "orders" USING btree ("merchant_id","currency","outstanding" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","status","type","card_expires_month","cause","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount","created_at") WHERE "orders"."outstanding" > 0;--> statement-breakpoint
CREATE INDEX "orders_cause" ON "orders" USING btree ("merchant_id","cause","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount") WHERE "orders"."cause" is not null;--> statement-breakpoint
CREATE INDEX "orders_decline_reason" ON "orders" USING btree ("merchant_id","decline_reason","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount") WHERE "orders"."decline_reason" is not null;--> statement-breakpoint
CREATE INDEX "orders_at_stake" ON "orders" USING btree ("merchant_id","currency","at_stake" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","card_expires_month","cause","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount","created_at") WHERE "orders"."needs_person";--> statement-breakpoint
CREATE INDEX "orders_needs_person" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount","at_stake") WHERE "orders"."needs_person";--> statement-breakpoint
CREATE INDEX "orders_retries_known" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","decline_reason","owner_id","retries_left","retries_end_at","snoozed_until","disputed_amount") WHERE "orders"."retries_end_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_retries_end" ON "orders" USING btree ("merchant_id","retries_end_at","zuid","needs_person","next_attempt_is_retry","outstanding","status","type","currency","card_expires_month","cause","decline_reason","owner_id","retries_left","snoozed_until","disputed_amount","created_at") WHERE "orders"."retries_end_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_card_expires" ON "orders" USING btree ("merchant_id","card_expires_month","zuid","needs_person","next_attempt_is_retry","outstanding","status","type","currency","cause","decline_reason","owner_id","created_at") WHERE "orders"."card_expires_month" is not null;--> statement-breakpoint
-- With the column itself, what is known of it serves both those with something outstanding and those without.
DROP STATISTICS "orders_standing";--> statement-breakpoint
CREATE STATISTICS "orders_standing" (mcv) ON "status", "type", "needs_person", "cause", "decline_reason", "next_attempt_is_retry", "outstanding" FROM "orders";--> statement-breakpoint
ALTER STATISTICS "orders_standing" SET STATISTICS 1000;
