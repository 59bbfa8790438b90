-- Whether an order is due that nobody has claimed. `due_orders` hands out none that a transaction holds at that
-- moment, so that it says nothing of whether time may go on.
CREATE FUNCTION is_any_due(business_now timestamptz, machine_now timestamptz)
RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT EXISTS (
    SELECT FROM orders o
     WHERE o.due_at <= business_now
       AND (o.claimed_until IS NULL OR o.claimed_until <= machine_now)
       AND NOT EXISTS (SELECT FROM merchants m WHERE m.id = o.merchant_id AND m.stopped_since IS NOT NULL))
$$;
--> statement-breakpoint
GRANT CREATE ON SCHEMA public TO tenor_door;
--> statement-breakpoint
ALTER FUNCTION is_any_due(timestamptz, timestamptz) OWNER TO tenor_door;
--> statement-breakpoint
REVOKE ALL ON FUNCTION is_any_due(timestamptz, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION is_any_due(timestamptz, timestamptz) TO tenor_app;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tenor_door;
