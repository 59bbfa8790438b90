ALTER TABLE "orders" ADD COLUMN "next_attempt_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "next_attempt_is_retry" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "orders_next_attempt" ON "orders" USING btree ("merchant_id",(case when "next_attempt_at" is null then 'infinity' else "next_attempt_at" end),"zuid");--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "billing_events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- As the rule of the next attempt has it.
UPDATE "orders" SET "next_attempt_at" = "next"."at", "next_attempt_is_retry" = "next"."is_retry"
  FROM (
    SELECT DISTINCT ON (merchant_id, zuid) merchant_id, zuid, at, is_retry
      FROM (
        SELECT o.merchant_id, o.zuid, e.number, e.status = 'soft_declined' OR e.waits IS NOT NULL AS is_retry,
               CASE
                 WHEN e.wait ->> 'cause' = 'card_update'
                  AND (o.status IN ('active', 'failed', 'review', 'suspended') OR (o.status = 'paused' AND o.paused_from = 'owing'))
                 THEN e.waits
                 WHEN o.status IN ('active', 'failed', 'review') AND o.card_id IS NOT NULL THEN
                   CASE e.status
                     WHEN 'scheduled' THEN greatest(e.scheduled_at, e.waits)
                     WHEN 'soft_declined' THEN coalesce(e.waits, to_timestamp((e.planned_retries ->> 0)::numeric / 1000))
                   END
               END AS at
          FROM orders o
          JOIN (SELECT *, to_timestamp((wait ->> 'until')::numeric / 1000) AS waits FROM billing_events) AS e
            ON e.merchant_id = o.merchant_id AND e.zuid = o.zuid
         WHERE NOT e.held AND o.type <> 'single'
      ) AS tries
     WHERE at IS NOT NULL
     ORDER BY merchant_id, zuid, at, number
  ) AS "next"
 WHERE "orders"."merchant_id" = "next"."merchant_id" AND "orders"."zuid" = "next"."zuid";--> statement-breakpoint
ALTER TABLE "billing_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
