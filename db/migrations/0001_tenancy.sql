-- Cards name the order they were registered through, and orders their card: the second half of the circle.
ALTER TABLE "cards" ADD CONSTRAINT "cards_merchant_id_zuid_orders_fk"
  FOREIGN KEY ("merchant_id", "zuid") REFERENCES "orders" ("merchant_id", "zuid");
--> statement-breakpoint
-- Roles belong to the whole server: another database of it may have made them already.
--   tenor_app   what the application acts as: rows of the merchant that its transaction names, no others
--   tenor_door  owner of the few functions that look over all merchants, and of nothing else
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenor_app', 'tenor_door'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    IF NOT pg_has_role(current_user, name, 'SET') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER WITH INHERIT FALSE, SET TRUE', name);
    END IF;
  END LOOP;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO tenor_app, tenor_door;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tenor_app;
--> statement-breakpoint
-- What happened stays: nobody edits or deletes it.
REVOKE UPDATE, DELETE ON order_log, notes FROM tenor_app;
--> statement-breakpoint
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tenor_door;
--> statement-breakpoint
GRANT UPDATE ON orders, attempts, messages, merchants TO tenor_door;
--> statement-breakpoint
-- A transaction that names no merchant sees nothing: the setting is then missing or empty. The comparison is a
-- plain one of integers, so that indexes are used, and the owner of the tables is held to it too.
DO $$
DECLARE
  tenant regclass;
BEGIN
  FOR tenant IN
    SELECT c.oid::regclass FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'merchant_id' AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'memberships'
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format($policy$
      CREATE POLICY of_merchant ON %s
        USING (merchant_id = nullif(current_setting('app.merchant_id', true), '')::integer)
        WITH CHECK (merchant_id = nullif(current_setting('app.merchant_id', true), '')::integer)
    $policy$, tenant);
    EXECUTE format('CREATE POLICY of_doors ON %s TO tenor_door USING (true) WITH CHECK (true)', tenant);
  END LOOP;
END
$$;
--> statement-breakpoint
INSERT INTO clock DEFAULT VALUES;
