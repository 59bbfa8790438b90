ALTER TABLE "orders" ADD COLUMN "shown_amount" bigint;--> statement-breakpoint
-- A rewrite of the column reads every row, also under forced row-level security, where an update would see none.
ALTER TABLE "orders" ALTER COLUMN "shown_amount" TYPE bigint
  USING CASE WHEN "plan"->>'kind' = 'subscription' THEN ("plan"->>'price')::bigint ELSE "total" END;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "shown_amount" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "cards_expiry" ON "cards" USING btree ("merchant_id","expiry_year","expiry_month");--> statement-breakpoint
DROP INDEX "orders_next_payment";--> statement-breakpoint
CREATE INDEX "orders_next_payment" ON "orders" USING btree ("merchant_id",(case when "next_payment_at" is null then 'infinity' else "next_payment_at" end),"zuid");--> statement-breakpoint
CREATE INDEX "orders_amount" ON "orders" USING btree ("merchant_id","currency","shown_amount" DESC NULLS FIRST,"zuid" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "orders_declined" ON "orders" USING btree ("merchant_id","currency") WHERE "orders"."declined_amount" > 0;--> statement-breakpoint
CREATE INDEX "orders_card" ON "orders" USING btree ("merchant_id","card_id");--> statement-breakpoint
CREATE INDEX "orders_tags" ON "orders" USING gin ("merchant_id","tags" jsonb_path_ops);--> statement-breakpoint
-- Orders of the transaction's merchant that carry a tag. Row-level security would keep its index from being used.
CREATE FUNCTION tagged_orders(given text)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.zuid FROM orders o
   WHERE o.merchant_id = nullif(current_setting('app.merchant_id', true), '')::integer
     AND o.tags @> jsonb_build_array(given)
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tenor_door;--> statement-breakpoint
ALTER FUNCTION tagged_orders(text) OWNER TO tenor_door;--> statement-breakpoint
REVOKE ALL ON FUNCTION tagged_orders(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tagged_orders(text) TO tenor_app;--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tenor_door;
