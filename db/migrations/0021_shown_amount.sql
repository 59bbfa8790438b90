ALTER TABLE "orders" RENAME COLUMN "next_payment_at" TO "earliest_scheduled_at";--> statement-breakpoint
ALTER INDEX "orders_next_payment" RENAME TO "orders_scheduled";--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "billing_events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A metered order has no value: what was collected and what is open stands in its place.
UPDATE "orders" AS o SET "shown_amount" =
    coalesce((SELECT sum(a.amount) FROM "attempts" AS a
               WHERE a.merchant_id = o.merchant_id AND a.zuid = o.zuid
                 AND a.type IN ('DB', 'CP') AND a.state IN ('approved', 'duplicate')), 0)
  + coalesce((SELECT sum(e.amount) FROM "billing_events" AS e
               WHERE e.merchant_id = o.merchant_id AND e.zuid = o.zuid
                 AND e.status IN ('scheduled', 'processing', 'soft_declined', 'hard_declined', 'paused')), 0)
 WHERE o.type = 'metered';--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "billing_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" FORCE ROW LEVEL SECURITY;
