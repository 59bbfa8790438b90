-- A merchant that has cards or payments stays at its gateway: see functions.sql.
CREATE FUNCTION keep_gateway() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$ BEGIN RETURN new; END $$;
--> statement-breakpoint
CREATE TRIGGER merchants_keep_gateway BEFORE UPDATE OF gateway ON merchants
  FOR EACH ROW WHEN (old.gateway IS DISTINCT FROM new.gateway) EXECUTE FUNCTION keep_gateway();
