CREATE TABLE "order_search" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "order_search_merchant_id_zuid_pk" PRIMARY KEY("merchant_id","zuid")
);
--> statement-breakpoint
DROP INDEX "customers_search";--> statement-breakpoint
DROP INDEX "orders_invoice";--> statement-breakpoint
ALTER TABLE "order_search" ADD CONSTRAINT "order_search_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "order_search_words" ON "order_search" USING gin ("merchant_id","words" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "customers" DROP COLUMN "search";--> statement-breakpoint
-- A text as it is looked for, whatever keyboard it came from: compatible forms made one, lower case, no accents, no
-- apostrophes, one kind of dash and of blank. What is stored and what is typed both go through it.
CREATE FUNCTION folded(given text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT btrim(regexp_replace(
    replace(replace(replace(replace(replace(
      translate(
        lower(regexp_replace(
          normalize(regexp_replace(given, '[''’‘‛ʼʹʻ`´′＇\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'), NFKD),
          '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g')),
        'øØłŁđĐðÐħĦıŧŦς‐‑‒–—―−', 'oollddddhhittσ-------'),
      'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    '[\s,;"“”„«»•·#()]+', ' ', 'g'))
$$;
--> statement-breakpoint
-- Each word of what somebody typed, as a pattern that finds it anywhere. What a person types is not a pattern.
CREATE FUNCTION search_patterns(given text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT array(
    SELECT DISTINCT '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
      FROM unnest(string_to_array(folded(given), ' ')) AS word
     WHERE word <> '')
$$;
--> statement-breakpoint
CREATE FUNCTION search_words(of_merchant integer, of_zuid integer)
RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT folded(concat_ws(' ', o.zuid, o.invoice_id, c.name, c.organisation, c.email, k.last4))
    FROM orders o
    JOIN customers c ON c.merchant_id = o.merchant_id AND c.id = o.customer_id
    LEFT JOIN cards k ON k.merchant_id = o.merchant_id AND k.id = o.card_id
   WHERE o.merchant_id = of_merchant AND o.zuid = of_zuid
$$;
--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customers" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cards" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO order_search (merchant_id, zuid, words)
SELECT merchant_id, zuid, search_words(merchant_id, zuid) FROM orders;--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "customers" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cards" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE FUNCTION write_order_search() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  INSERT INTO order_search (merchant_id, zuid, words)
  VALUES (new.merchant_id, new.zuid, search_words(new.merchant_id, new.zuid))
  ON CONFLICT (merchant_id, zuid) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER orders_begin_search AFTER INSERT ON orders
  FOR EACH ROW EXECUTE FUNCTION write_order_search();
--> statement-breakpoint
CREATE TRIGGER orders_keep_search AFTER UPDATE OF invoice_id, customer_id, card_id ON orders
  FOR EACH ROW WHEN ((new.invoice_id, new.customer_id, new.card_id)
    IS DISTINCT FROM (old.invoice_id, old.customer_id, old.card_id))
  EXECUTE FUNCTION write_order_search();
--> statement-breakpoint
CREATE FUNCTION write_customer_search() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE order_search s SET words = search_words(o.merchant_id, o.zuid)
    FROM orders o
   WHERE o.merchant_id = new.merchant_id AND o.customer_id = new.id
     AND s.merchant_id = o.merchant_id AND s.zuid = o.zuid;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER customers_keep_search AFTER UPDATE OF name, organisation, email ON customers
  FOR EACH ROW WHEN ((new.name, new.organisation, new.email)
    IS DISTINCT FROM (old.name, old.organisation, old.email))
  EXECUTE FUNCTION write_customer_search();
--> statement-breakpoint
DROP FUNCTION search_orders(text);--> statement-breakpoint
DROP FUNCTION tagged_orders(text);--> statement-breakpoint
-- Orders of the transaction's merchant in which every word is found, at most so many. Row-level security would keep
-- the index for it from being used. The patterns are written into the query: one condition of the index each.
CREATE FUNCTION search_orders(given text, most integer)
RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  conditions CONSTANT text :=
    (SELECT string_agg(format(' AND s.words LIKE %L', pattern), '') FROM unnest(search_patterns(given)) AS pattern);
BEGIN
  IF mine IS NULL OR conditions IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE
    'SELECT s.zuid FROM order_search s WHERE s.merchant_id = $1' || conditions || ' LIMIT $2' USING mine, most;
END
$$;
--> statement-breakpoint
-- Orders of the transaction's merchant that carry a tag, at most so many: as above.
CREATE FUNCTION tagged_orders(given text, most integer)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.zuid FROM orders o
   WHERE o.merchant_id = nullif(current_setting('app.merchant_id', true), '')::integer
     AND o.tags @> jsonb_build_array(given)
   LIMIT most
$$;
