-- The doors: the only ways to learn something before a merchant is named, and to search within one. Each runs as
-- tenor_door with a search path of its own.

-- Orders that time has something for, earliest first, each handed out once until the claim runs out (60 s of
-- machine time). Of a merchant whose collecting is stopped: one order, when a probe is due.
CREATE FUNCTION due_orders(business_now timestamptz, machine_now timestamptz, most integer)
RETURNS TABLE (merchant_id integer, zuid integer, due_at timestamptz)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  WITH running AS (
    SELECT o.merchant_id, o.zuid FROM orders o
     WHERE o.due_at <= business_now
       AND (o.claimed_until IS NULL OR o.claimed_until <= machine_now)
       AND NOT EXISTS (SELECT FROM merchants m WHERE m.id = o.merchant_id AND m.stopped_since IS NOT NULL)
     ORDER BY o.due_at, o.merchant_id, o.zuid
     LIMIT most
       FOR UPDATE OF o SKIP LOCKED
  ), stopped AS (
    SELECT m.id FROM merchants m
     WHERE m.stopped_since IS NOT NULL AND m.probe_at <= machine_now
       FOR UPDATE SKIP LOCKED
  ), probes AS (
    SELECT first.merchant_id, first.zuid FROM stopped
     CROSS JOIN LATERAL (
       SELECT o.merchant_id, o.zuid FROM orders o
        WHERE o.merchant_id = stopped.id AND o.due_at <= business_now
          AND (o.claimed_until IS NULL OR o.claimed_until <= machine_now)
        ORDER BY o.due_at
        LIMIT 1
          FOR UPDATE SKIP LOCKED
     ) first
  ), probed AS (
    UPDATE merchants m SET probe_at = machine_now + interval '1 hour'
      FROM probes WHERE m.id = probes.merchant_id
  )
  UPDATE orders o SET claimed_until = machine_now + interval '60 seconds'
    FROM (SELECT * FROM running UNION ALL SELECT * FROM probes) mine
   WHERE o.merchant_id = mine.merchant_id AND o.zuid = mine.zuid
  RETURNING o.merchant_id, o.zuid, o.due_at
$$;
--> statement-breakpoint
-- Attempts whose result somebody should ask the gateway for; each is handed out again after a minute at the earliest.
CREATE FUNCTION unsettled_attempts(machine_now timestamptz, most integer)
RETURNS TABLE (merchant_id integer, zuid integer, number integer)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE attempts a SET ask_after = machine_now + interval '60 seconds'
    FROM (
      SELECT t.merchant_id, t.zuid, t.number FROM attempts t
       WHERE t.ask_after <= machine_now
       ORDER BY t.ask_after
       LIMIT most
         FOR UPDATE SKIP LOCKED
    ) mine
   WHERE a.merchant_id = mine.merchant_id AND a.zuid = mine.zuid AND a.number = mine.number
  RETURNING a.merchant_id, a.zuid, a.number
$$;
--> statement-breakpoint
-- Messages to be sent now. One that is being sent is handed out again after five minutes: its sender died.
CREATE FUNCTION queued_messages(machine_now timestamptz, most integer)
RETURNS TABLE (merchant_id integer, id uuid)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  UPDATE messages m
     SET state = 'sending', attempts = m.attempts + 1, send_after = machine_now + interval '5 minutes'
    FROM (
      SELECT t.merchant_id, t.id FROM messages t
       WHERE t.state IN ('queued', 'sending') AND t.send_after <= machine_now
       ORDER BY t.send_after
       LIMIT most
         FOR UPDATE SKIP LOCKED
    ) mine
   WHERE m.merchant_id = mine.merchant_id AND m.id = mine.id
  RETURNING m.merchant_id, m.id
$$;
--> statement-breakpoint
-- When time next causes something anywhere after an instant: the clock goes there and no further.
CREATE FUNCTION next_due(business_now timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT min(o.due_at) FROM orders o WHERE o.due_at > business_now
$$;
--> statement-breakpoint
-- The order behind a payment link. The token begins with the merchant's code: only that merchant's are looked at.
CREATE FUNCTION merchant_of_link(given text)
RETURNS TABLE (merchant_id integer, zuid integer, withdrawn_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT l.merchant_id, l.zuid, l.withdrawn_at
    FROM merchants m
    JOIN payment_links l ON l.merchant_id = m.id AND l.token = given
   WHERE m.code = split_part(given, '-', 1)
$$;
--> statement-breakpoint
CREATE FUNCTION merchant_of_entity(given text)
RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.id FROM merchants m WHERE m.entity_ecom = given OR m.entity_moto = given LIMIT 1
$$;
--> statement-breakpoint
-- Orders of the transaction's merchant by a part of the customer's name or e-mail, the beginning of the invoice id,
-- the ZUID, an SPID or a transaction id. Row-level security would keep the indexes for these from being used.
CREATE FUNCTION search_orders(given text)
RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  wanted CONSTANT text := lower(btrim(given));
  -- What a person types is not a pattern.
  pattern CONSTANT text := replace(replace(replace(wanted, '\', '\\'), '%', '\%'), '_', '\_');
  digits CONSTANT text := substring(wanted FROM '^(?:zuid-?|spid-?)?([0-9]{1,9})$');
BEGIN
  IF mine IS NULL OR wanted = '' THEN
    RETURN;
  END IF;
  IF digits IS NOT NULL AND wanted NOT LIKE 'spid%' THEN
    RETURN QUERY SELECT o.zuid FROM orders o WHERE o.merchant_id = mine AND o.zuid = digits::integer;
  END IF;
  IF digits IS NOT NULL AND wanted NOT LIKE 'zuid%' THEN
    RETURN QUERY SELECT e.zuid FROM billing_events e WHERE e.merchant_id = mine AND e.spid = digits::integer;
  END IF;
  IF wanted ~ '^[0-9a-f]{32}$' THEN
    RETURN QUERY SELECT a.zuid FROM attempts a WHERE a.merchant_id = mine AND a.transaction_id = wanted;
  END IF;
  RETURN QUERY
    SELECT o.zuid FROM orders o
     WHERE o.merchant_id = mine AND lower(o.invoice_id) LIKE pattern || '%'
     LIMIT 1000;
  RETURN QUERY
    SELECT o.zuid FROM customers c
      JOIN orders o ON o.merchant_id = c.merchant_id AND o.customer_id = c.id
     WHERE c.merchant_id = mine AND c.search LIKE '%' || pattern || '%'
     LIMIT 1000;
END
$$;
--> statement-breakpoint
-- To own a function a role must be able to make one, for this moment.
GRANT CREATE ON SCHEMA public TO tenor_door;
--> statement-breakpoint
DO $$
DECLARE
  door regprocedure;
BEGIN
  FOR door IN
    SELECT p.oid::regprocedure FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
  LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO tenor_door', door);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', door);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO tenor_app', door);
  END LOOP;
END
$$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM tenor_door;
