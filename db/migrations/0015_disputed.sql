ALTER TABLE "orders" ADD COLUMN "disputed_amount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "orders" SET "disputed_amount" = "lost"."amount"
  FROM (
    SELECT merchant_id, zuid, sum(CASE WHEN type IN ('CB', 'RDR') THEN amount ELSE -amount END) AS amount
      FROM attempts
     WHERE type IN ('CB', 'RDR', 'CBR') AND state IN ('approved', 'duplicate')
     GROUP BY merchant_id, zuid
  ) AS "lost"
 WHERE "orders"."merchant_id" = "lost"."merchant_id" AND "orders"."zuid" = "lost"."zuid" AND "lost"."amount" > 0;--> statement-breakpoint
ALTER TABLE "attempts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "orders_disputed" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST) WHERE "orders"."disputed_amount" > 0;