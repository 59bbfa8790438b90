-- A merchant that has cards or payments stays at its gateway: see functions.sql. A cluster has no triggers on a table that
-- is on every node.
CREATE FUNCTION keep_gateway() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$ BEGIN RETURN new; END $$;
--> statement-breakpoint
DO $$
DECLARE
  is_spread boolean := false;
BEGIN
  IF to_regclass('pg_dist_partition') IS NOT NULL THEN
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = ''merchants''::regclass)' INTO is_spread;
  END IF;
  IF NOT is_spread THEN
    CREATE TRIGGER merchants_keep_gateway BEFORE UPDATE OF gateway ON merchants
      FOR EACH ROW WHEN (old.gateway IS DISTINCT FROM new.gateway) EXECUTE FUNCTION keep_gateway();
  END IF;
END $$;
