-- At most twelve whole days from 1 to 29, each at least one after the one before: `areRetryDays` in the rules.
CREATE FUNCTION are_retry_days(days jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE WHEN jsonb_typeof(days) IS DISTINCT FROM 'array' THEN false ELSE
    jsonb_array_length(days) <= 12 AND NOT EXISTS (
      SELECT FROM (
        SELECT n, lag(n) OVER (ORDER BY place) AS previous FROM (
          SELECT place, CASE WHEN day::text ~ '^[1-9][0-9]?$' THEN day::text::integer END AS n
            FROM jsonb_array_elements(days) WITH ORDINALITY AS listed(day, place)) AS numbered) AS ordered
       WHERE n IS NULL OR n > 29 OR n <= coalesce(previous, 0))
  END
$$;
--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_paused_from_known";--> statement-breakpoint
-- Merchants keep the days that they have; the new ones are for new merchants.
ALTER TABLE "merchants" ALTER COLUMN "auto_retry_days" SET DEFAULT '[3,7,14]'::jsonb;--> statement-breakpoint
UPDATE "merchants" SET "auto_retry_days" = coalesce((
  SELECT jsonb_agg(n ORDER BY n) FROM (
    SELECT DISTINCT floor(day::text::numeric)::integer AS n
      FROM jsonb_array_elements(CASE WHEN jsonb_typeof("auto_retry_days") = 'array' THEN "auto_retry_days" ELSE '[]' END) AS listed(day)
     WHERE jsonb_typeof(day) = 'number' AND day::text::numeric >= 1 AND day::text::numeric < 30
     ORDER BY n LIMIT 12) AS kept), '[]')
 WHERE NOT are_retry_days("auto_retry_days");--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "timed_for_paydays" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "end_action" text DEFAULT 'go_on' NOT NULL;--> statement-breakpoint
UPDATE "merchants" SET "end_action" = 'suspend' WHERE "auto_suspend";--> statement-breakpoint
ALTER TABLE "merchants" DROP COLUMN "auto_suspend";--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_end_action_known" CHECK ("merchants"."end_action" in ('go_on', 'suspend', 'pause', 'complete'));--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_auto_retry_days_allowed" CHECK (are_retry_days("merchants"."auto_retry_days"));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_paused_from_known" CHECK ("orders"."paused_from" in ('active', 'failed', 'owing'));
