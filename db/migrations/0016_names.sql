-- What a name may be: `writtenName` in the rules. Code points only: no locale has a say in it.
CREATE FUNCTION is_name(given text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT char_length(given) <= 200
     AND given !~ '^ | $'
     AND given !~ '[\u0001-\u001f\u007f-\u009f\u2028-\u2029\u202a-\u202e\u2066-\u2069]'
     AND given ~ '[^\u0001-\u001f\u007f-\u009f\u2028-\u2029\u202a-\u202e\u2066-\u2069\u0020\u00a0\u00ad\u034f\u061c\u115f-\u1160\u1680\u17b4-\u17b5\u180b-\u180f\u2000-\u200f\u202f\u205f-\u2065\u206a-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'
$$;
--> statement-breakpoint
-- The nearest to it that is a name, or '' where nothing of it can be seen. For the rows of before alone.
CREATE FUNCTION mended_name(given text) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT CASE WHEN is_name(cut) THEN cut ELSE '' END
    FROM rtrim(left(btrim(regexp_replace(
           normalize(regexp_replace(given, '[\u00ad\u200b\u2060\ufeff]', '', 'g'), NFC),
           '[\u0001-\u001f\u007f-\u009f\u2028-\u2029\u202a-\u202e\u2066-\u2069\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+', ' ', 'g')), 200)) AS cut
$$;
--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced. A customer's
-- new name is written into what orders are found by.
ALTER TABLE "customers" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "products" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cards" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_search" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "customers" SET "name" = coalesce(nullif(mended_name("name"), ''), nullif(mended_name("email"), ''), 'Customer without a name')
 WHERE NOT is_name("name");--> statement-breakpoint
UPDATE "customers" SET "organisation" = mended_name("organisation")
 WHERE "organisation" <> '' AND NOT is_name("organisation");--> statement-breakpoint
UPDATE "products" SET "name" = coalesce(nullif(mended_name("name"), ''), 'Product without a name')
 WHERE NOT is_name("name");--> statement-breakpoint
UPDATE "users" SET "name" = coalesce(nullif(mended_name("name"), ''), nullif(mended_name("email"), ''), 'User without a name')
 WHERE NOT is_name("name");--> statement-breakpoint
UPDATE "merchants" SET "name" = coalesce(nullif(mended_name("name"), ''), "code")
 WHERE NOT is_name("name");--> statement-breakpoint
ALTER TABLE "order_search" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cards" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "products" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP FUNCTION mended_name(text);--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_name_allowed" CHECK (is_name("customers"."name"));--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_organisation_allowed" CHECK ("customers"."organisation" = '' or is_name("customers"."organisation"));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_name_allowed" CHECK (is_name("products"."name"));--> statement-breakpoint
ALTER TABLE "merchants" ADD CONSTRAINT "merchants_name_allowed" CHECK (is_name("merchants"."name"));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_name_allowed" CHECK (is_name("users"."name"));