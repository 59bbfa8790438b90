ALTER TABLE "cards" ADD COLUMN "network_references" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cards" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_channel_known" CHECK ("cards"."channel" in ('ECOM', 'MOTO'));--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "cards" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- A card belongs to the channel of the attempt that registered it.
UPDATE "cards" SET "channel" = "attempts"."channel"
  FROM "attempts"
 WHERE "attempts"."merchant_id" = "cards"."merchant_id" AND "attempts"."zuid" = "cards"."zuid"
   AND "attempts"."state" = 'approved' AND "attempts"."answer" ->> 'registrationId' = "cards"."id";--> statement-breakpoint
-- An order's channel is that of its first payment, and then of the card that it registered since: as its log says.
UPDATE "orders" SET "channel" = "paid"."channel"
  FROM (
    SELECT DISTINCT ON (o.merchant_id, o.zuid) o.merchant_id, o.zuid, a.channel
      FROM orders o JOIN attempts a ON a.merchant_id = o.merchant_id AND a.zuid = o.zuid
     WHERE a.state = 'approved' AND (a.purpose = 'initial' OR a.answer ->> 'registrationId' = o.card_id)
     ORDER BY o.merchant_id, o.zuid, (a.answer ->> 'registrationId' = o.card_id) DESC NULLS LAST, a.settled_at
  ) AS "paid"
 WHERE "orders"."merchant_id" = "paid"."merchant_id" AND "orders"."zuid" = "paid"."zuid"
   AND "orders"."channel" <> "paid"."channel";--> statement-breakpoint
ALTER TABLE "attempts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cards" FORCE ROW LEVEL SECURITY;
