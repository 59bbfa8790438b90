-- Every function of ours in the database, as it stands today. Migrating makes the database have exactly these: a change
-- is made here, and needs no migration of its own unless rows depend on it.

-- Of values alone ---------------------------------------------------------------------------------------------------

-- At most twelve whole days from 1 to 29, each at least one after the one before: `areRetryDays` in the rules.
CREATE OR REPLACE FUNCTION are_retry_days(days jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT CASE WHEN jsonb_typeof(days) IS DISTINCT FROM 'array' THEN false ELSE
    jsonb_array_length(days) <= 12 AND NOT EXISTS (
      SELECT 1 FROM (
        SELECT n, lag(n) OVER (ORDER BY place) AS previous FROM (
          SELECT place, CASE WHEN day::text ~ '^[1-9][0-9]?$' THEN day::text::integer END AS n
            FROM jsonb_array_elements(days) WITH ORDINALITY AS listed(day, place)) AS numbered) AS ordered
       WHERE n IS NULL OR n > 29 OR n <= coalesce(previous, 0))
  END
$$;

-- What a name may be: `writtenName` in the rules. Code points only: no locale has a say in it.
CREATE OR REPLACE FUNCTION is_name(given text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT char_length(given) <= 200
     AND given !~ '^ | $'
     AND given !~ '[\u0001-\u001f\u007f-\u009f\u2028-\u2029\u202a-\u202e\u2066-\u2069]'
     AND given ~ '[^\u0001-\u001f\u007f-\u009f\u2028-\u2029\u202a-\u202e\u2066-\u2069\u0020\u00a0\u00ad\u034f\u061c\u115f-\u1160\u1680\u17b4-\u17b5\u180b-\u180f\u2000-\u200f\u202f\u205f-\u2065\u206a-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'
$$;

-- A text as it is looked for, whatever keyboard it came from: compatible forms made one, lower case, no accents, no
-- apostrophes, one kind of dash and of blank. What is stored and what is typed both go through it.
CREATE OR REPLACE FUNCTION folded(given text)
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

-- Each word of what somebody typed, as a pattern that finds it anywhere. What a person types is not a pattern. What
-- comes along when something is copied is no part of a word: marks of direction and of looks, brackets, stars and
-- crosses that hide a card's digits, points and dashes around a word, and the name that a number has.
CREATE OR REPLACE FUNCTION search_patterns(given text)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT array(
    SELECT DISTINCT '%' || replace(replace(replace(word, '\', '\\'), '%', '\%'), '_', '\_') || '%'
      FROM unnest(string_to_array(regexp_replace(regexp_replace(folded(
             regexp_replace(regexp_replace(given,
               '[\u061c\u180e\u202a-\u202e\u2061-\u206f\ufe00-\ufe0f]', '', 'g'),
               '[][<>{}*]+', ' ', 'g')),
             '(^| )mailto:', '\1', 'g'), '(^| )zuid[ :/-]*(?=\d)', '\1', 'g'), ' ')) AS written,
           regexp_replace(written, '^(x{4}-?)*[-.]*|[-.]+$', '', 'g') AS word
     WHERE word <> '')
$$;

-- Of the owner's tables ---------------------------------------------------------------------------------------------

-- For migrations: a new table of a merchant goes where the others are. Nothing where the database is one server.
CREATE OR REPLACE FUNCTION distribute_tenant(tenant regclass)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  spread integer;
BEGIN
  IF to_regclass('pg_dist_partition') IS NULL THEN
    RETURN;
  END IF;
  EXECUTE 'SELECT count(*) FROM pg_dist_partition WHERE logicalrelid = ''customers''::regclass AND partmethod = ''h'''
    INTO spread;
  IF spread > 0 THEN
    EXECUTE 'SELECT create_distributed_table($1, $2, colocate_with => $3)' USING tenant, 'merchant_id', 'customers';
  END IF;
END
$$;

-- A customer's new name is written into what the orders are found by. Without a cluster only: see `distribute.ts`.
CREATE OR REPLACE FUNCTION write_customer_search()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE order_search s
     SET words = folded(concat_ws(' ', o.zuid, o.invoice_id, new.name, new.organisation, new.email, k.last4))
    FROM orders o
    LEFT JOIN cards k ON k.merchant_id = o.merchant_id AND k.id = o.card_id
   WHERE o.merchant_id = new.merchant_id AND o.customer_id = new.id
     AND s.merchant_id = o.merchant_id AND s.zuid = o.zuid;
  RETURN NULL;
END
$$;

-- Whoever changes an account, a password or a role, and however: the sessions of before are over, and do not come
-- back with what was taken.
CREATE OR REPLACE FUNCTION end_sessions_of_user()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = new.id;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION end_links_of_user()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM person_links WHERE user_id = new.id;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION end_sessions_of_member()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = old.user_id;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION end_sessions_of_inactive()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = new.user_id;
  RETURN NULL;
END
$$;

-- A card's token and a payment without a result are one gateway's: another one would not know them, and what it does not
-- know is charged again.
CREATE OR REPLACE FUNCTION keep_gateway()
RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  -- Row-level security holds the owner too.
  PERFORM set_config('app.merchant_id', new.id::text, true);
  IF EXISTS (SELECT 1 FROM cards c WHERE c.merchant_id = new.id AND c.state <> 'forgotten')
     OR EXISTS (SELECT 1 FROM attempts t WHERE t.merchant_id = new.id) THEN
    RAISE EXCEPTION 'Merchant % has cards or payments at its gateway. Open another merchant for another gateway.', new.code
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END
$$;

-- Whether somebody has the two-step verification that a merchant requires.
CREATE OR REPLACE FUNCTION is_secured(person uuid, place integer)
RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT NOT EXISTS (SELECT 1 FROM merchants m WHERE m.id = place AND m.requires_two_step)
      OR EXISTS (SELECT 1 FROM second_factors f WHERE f.user_id = person AND f.confirmed_at IS NOT NULL)
$$;

-- Who acts by a session: an active administrator of the transaction's merchant, or null. Administrators of one merchant
-- act one after another, so that two can never take the last role away from each other.
CREATE OR REPLACE FUNCTION acting_administrator(by_session uuid, since timestamptz)
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
BEGIN
  PERFORM 1 FROM memberships m WHERE m.merchant_id = mine AND m.role = 'admin' ORDER BY m.user_id FOR UPDATE;
  RETURN (
    SELECT jsonb_build_object('kind', 'user', 'id', u.id, 'name', u.name)
      FROM sessions s
      JOIN users u ON u.id = s.user_id AND u.active
      JOIN memberships m ON m.user_id = u.id AND m.merchant_id = mine AND m.role = 'admin' AND m.active
     WHERE s.id = by_session AND s.started_at > since AND is_secured(u.id, mine));
END
$$;

-- The same for a member with one of these roles.
CREATE OR REPLACE FUNCTION acting_as(by_session uuid, since timestamptz, allowed text[])
RETURNS jsonb
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
BEGIN
  RETURN (
    SELECT jsonb_build_object('kind', 'user', 'id', u.id, 'name', u.name)
      FROM sessions s
      JOIN users u ON u.id = s.user_id AND u.active
      JOIN memberships m ON m.user_id = u.id AND m.merchant_id = mine AND m.role = ANY (allowed) AND m.active
     WHERE s.id = by_session AND s.started_at > since AND is_secured(u.id, mine));
END
$$;

-- Writes what differs into the audit log of the transaction's merchant.
CREATE OR REPLACE FUNCTION audit_change(actor jsonb, machine_now timestamptz, what text, held jsonb, wanted jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
BEGIN
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before, after)
  SELECT mine, machine_now, audit_change.actor, what, m.code, differing.was, differing.becomes
    FROM merchants m,
         (SELECT jsonb_object_agg(w.key, w.value) AS was, jsonb_object_agg(w.key, wanted -> w.key) AS becomes
            FROM jsonb_each(held) w WHERE w.value IS DISTINCT FROM wanted -> w.key) AS differing
   WHERE m.id = mine;
END
$$;

-- Whose session it is: an active account with work somewhere, or null.
CREATE OR REPLACE FUNCTION acting_person(by_session uuid, since timestamptz)
RETURNS uuid
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT u.id FROM sessions s JOIN users u ON u.id = s.user_id AND u.active
   WHERE s.id = by_session AND s.started_at > since
     AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.active)
$$;

-- What somebody did with their own account, on the record of each merchant that they work for.
CREATE OR REPLACE FUNCTION audit_person(person uuid, machine_now timestamptz, entry text, before jsonb, after jsonb)
RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  named CONSTANT text := current_setting('app.merchant_id', true);
  place integer;
BEGIN
  FOR place IN SELECT m.merchant_id FROM memberships m WHERE m.user_id = person AND m.active ORDER BY 1
  LOOP
    -- Row-level security holds the registrar too.
    PERFORM set_config('app.merchant_id', place::text, true);
    INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before, after)
    SELECT place, machine_now, jsonb_build_object('kind', 'user', 'id', u.id, 'name', u.name), entry,
           coalesce(before ->> 'email', u.email), before, after
      FROM users u WHERE u.id = person;
  END LOOP;
  PERFORM set_config('app.merchant_id', coalesce(named, ''), true);
END
$$;

-- Withdraws what nobody has used yet: one invitation, all that somebody sent, or all to an address. Each has its entry
-- in the audit log, after that of what it follows from. Answers how many there were.
CREATE OR REPLACE FUNCTION withdraw_open(actor jsonb, machine_now timestamptz, invitation uuid, sent_by uuid, sent_to text)
RETURNS integer
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  open record;
  withdrawn integer := 0;
BEGIN
  FOR open IN
    UPDATE invitations i SET withdrawn_at = machine_now
     WHERE i.merchant_id = mine AND i.used_at IS NULL AND i.withdrawn_at IS NULL
       AND (i.id = invitation OR i.invited_by = sent_by OR lower(i.email) = lower(sent_to))
    RETURNING i.email, i.role
  LOOP
    withdrawn := withdrawn + 1;
    INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before)
    VALUES (mine, machine_now + withdrawn * interval '1 millisecond', actor, 'invitation_withdrawn', open.email,
            jsonb_build_object('role', open.role));
  END LOOP;
  RETURN withdrawn;
END
$$;

-- Changes one thing of somebody else's membership: the role, or whether they are active. Nobody changes their own, so that
-- an administrator always stays. What they sent and nobody has used yet is withdrawn: whoever may invite nobody any more
-- has invited nobody.
CREATE OR REPLACE FUNCTION change_member(by_session uuid, since timestamptz, machine_now timestamptz, person uuid, entry text, given jsonb)
RETURNS text
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_administrator(by_session, since);
  was jsonb;
  whose text;
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF (actor ->> 'id')::uuid = person THEN
    RETURN 'own';
  END IF;
  SELECT CASE WHEN given ? 'role' THEN jsonb_build_object('role', m.role) ELSE jsonb_build_object('active', m.active) END,
         u.email
    INTO was, whose FROM memberships m JOIN users u ON u.id = m.user_id
   WHERE m.merchant_id = mine AND m.user_id = person FOR UPDATE OF m;
  IF was IS NULL THEN
    RETURN 'unknown';
  END IF;
  IF was = given THEN
    RETURN 'unchanged';
  END IF;
  IF given ? 'role' THEN
    UPDATE memberships m SET role = given ->> 'role' WHERE m.merchant_id = mine AND m.user_id = person;
  ELSE
    UPDATE memberships m SET active = (given ->> 'active')::boolean WHERE m.merchant_id = mine AND m.user_id = person;
  END IF;
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before, after)
  VALUES (mine, machine_now, actor, entry, whose, was, given);
  PERFORM withdraw_open(actor, machine_now, NULL, person, NULL);
  RETURN 'done';
END
$$;

-- Doors -------------------------------------------------------------------------------------------------------------
-- The only ways to learn something before a merchant is named, and to search within one. Each runs as tenor_door, who
-- only reads, with a search path of its own; those that write follow below. Where the database is spread over several nodes a query goes to one of
-- them if it is told the merchant as a value: a door takes that into a variable first.

-- Whose the orders are that time has something for and nobody has claimed, one row for each order, the earliest first.
-- A merchant whose collecting is stopped comes last, once, when a probe is due.
CREATE OR REPLACE FUNCTION due_candidates(business_now timestamptz, machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT o.merchant_id FROM orders o
     WHERE o.due_at <= business_now
       AND (o.claimed_until IS NULL OR o.claimed_until <= machine_now)
       AND NOT EXISTS (SELECT 1 FROM collecting_stops s WHERE s.merchant_id = o.merchant_id)
     ORDER BY o.due_at, o.merchant_id, o.zuid
     LIMIT most OFFSET skip;
  IF skip = 0 THEN
    RETURN QUERY
      SELECT s.merchant_id FROM collecting_stops s
       WHERE s.probe_at <= machine_now
         AND EXISTS (
           SELECT 1 FROM orders o
            WHERE o.merchant_id = s.merchant_id AND o.due_at <= business_now
              AND (o.claimed_until IS NULL OR o.claimed_until <= machine_now));
  END IF;
END
$$;

-- Whose the orders are whose standing is to be judged again, one row for each order, the longest waiting first.
CREATE OR REPLACE FUNCTION stale_standings(business_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.merchant_id FROM orders o
   WHERE o.stands_until <= business_now
   ORDER BY o.stands_until, o.merchant_id, o.zuid
   LIMIT most OFFSET skip
$$;

-- The merchants at whom something may stand still: everybody else need not be asked. What is late and where it is looked
-- for is told apart afterwards, so more may be named than it is. What all share is read off one index over all; the rest
-- off an index of each.
CREATE OR REPLACE FUNCTION silence_candidates(late timestamptz, lost timestamptz, machine_late timestamptz, refused timestamptz, failed timestamptz)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT o.merchant_id FROM orders o WHERE o.due_at <= late
  UNION SELECT o.merchant_id FROM orders o WHERE o.stands_until <= late
  UNION SELECT o.merchant_id FROM orders o WHERE o.retry_queue <> '[]'::jsonb
  UNION SELECT a.merchant_id FROM attempts a WHERE a.state IN ('sent', 'unknown') AND a.reports IS NULL
  UNION SELECT a.merchant_id FROM attempts a WHERE a.ask_after <= machine_late
  UNION SELECT s.merchant_id FROM messages s WHERE s.state IN ('queued', 'sending')
  UNION SELECT i.merchant_id FROM imports i WHERE i.state = 'running'
  UNION SELECT r.merchant_id FROM bulk_runs r WHERE r.state = 'running'
  UNION SELECT m.id FROM merchants m
   WHERE EXISTS (SELECT 1 FROM orders o
                  WHERE o.merchant_id = m.id
                    AND (CASE WHEN o.earliest_scheduled_at IS NULL THEN 'infinity' ELSE o.earliest_scheduled_at END)
                        BETWEEN lost AND late)
      OR EXISTS (SELECT 1 FROM messages s
                  WHERE s.merchant_id = m.id AND s.state = 'failed' AND s.created_at > failed)
      OR EXISTS (SELECT 1 FROM alerts a
                  WHERE a.merchant_id = m.id AND a.acknowledged_at IS NULL AND a.kind = 'reports_failing')
      OR EXISTS (SELECT 1 FROM attempts a
                  WHERE a.merchant_id = m.id AND a.state = 'abandoned' AND a.state <> 'approved'
                    AND (a.state <> 'prepared' AND (a.state <> 'abandoned' OR a.answer IS NOT NULL OR a.purpose = 'event'))
                    AND (CASE WHEN a.settled_at IS NULL THEN a.started_at ELSE a.settled_at END) > refused)
$$;

-- The runs over many orders that the worker goes on with at a business time.
CREATE OR REPLACE FUNCTION running_bulk(business_now timestamptz)
RETURNS TABLE (merchant_id integer, id uuid, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT r.merchant_id, r.id, r.kind FROM bulk_runs r
   WHERE r.state = 'running' AND (r.starts_at IS NULL OR r.starts_at <= business_now)
   ORDER BY r.created_at LIMIT 100
$$;

-- Whose the orders of runs are of which it is not known how they ended, one row for each, the longest waiting first.
CREATE OR REPLACE FUNCTION bulk_in_doubt(machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT i.merchant_id FROM bulk_items i
   WHERE i.state = 'done' AND (i.outcome IS NULL OR i.outcome ->> 'isAsked' = 'true')
     AND (i.claimed_until IS NULL OR i.claimed_until <= machine_now)
   ORDER BY i.claimed_until NULLS FIRST, i.merchant_id
   LIMIT most OFFSET skip
$$;

-- Whose the attempts are that somebody should ask the gateway about, one row for each, the longest waiting first.
CREATE OR REPLACE FUNCTION unsettled_candidates(machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT a.merchant_id FROM attempts a
   WHERE a.ask_after <= machine_now
   ORDER BY a.ask_after, a.merchant_id
   LIMIT most OFFSET skip
$$;

-- Whose the orders are that changed settings are still to be applied to, one row for each order.
CREATE OR REPLACE FUNCTION terms_candidates(machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT t.merchant_id FROM terms_to_apply t
     WHERE t.claimed_until IS NULL OR t.claimed_until <= machine_now
     ORDER BY t.merchant_id, t.zuid
     LIMIT most OFFSET skip;
END
$$;

-- Whose the imports are that somebody started, one row for each, and no worker has claimed.
CREATE OR REPLACE FUNCTION import_candidates(machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  RETURN QUERY
    SELECT i.merchant_id FROM imports i
     WHERE i.state = 'running' AND (i.claimed_until IS NULL OR i.claimed_until <= machine_now)
     ORDER BY i.created_at, i.merchant_id, i.id
     LIMIT most OFFSET skip;
END
$$;

-- Whose the messages are that are to be sent now, one row for each, the longest waiting first.
CREATE OR REPLACE FUNCTION message_candidates(machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.merchant_id FROM messages m
   WHERE m.state IN ('queued', 'sending') AND m.send_after <= machine_now
   ORDER BY m.send_after, m.merchant_id
   LIMIT most OFFSET skip
$$;

-- Whose the alerts are that nobody has been mailed yet, and the mails about them that are due: one row for each.
CREATE OR REPLACE FUNCTION alert_candidates(machine_now timestamptz, most integer, skip integer)
RETURNS SETOF integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT c.merchant_id FROM (
    SELECT a.merchant_id, a.created_at AS at, a.id FROM alerts a WHERE NOT a.handed_out
    UNION ALL
    SELECT p.merchant_id, p.due_at, p.alert_id FROM alert_posts p WHERE p.due_at <= machine_now) c
   ORDER BY c.at, c.merchant_id, c.id
   LIMIT most OFFSET skip
$$;

-- Whether an order is due that nobody has claimed, of a merchant whose collecting is not stopped. A claim passes over
-- one that a transaction holds at that moment, so that it says nothing of whether time may go on.
CREATE OR REPLACE FUNCTION is_any_due(business_now timestamptz, machine_now timestamptz)
RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM 1 FROM orders o
    WHERE o.due_at <= business_now
      AND (o.claimed_until IS NULL OR o.claimed_until <= machine_now)
      AND NOT EXISTS (SELECT 1 FROM collecting_stops s WHERE s.merchant_id = o.merchant_id)
    LIMIT 1;
  RETURN FOUND;
END
$$;

-- When time next causes something anywhere after an instant: the clock goes there and no further.
CREATE OR REPLACE FUNCTION next_due(business_now timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT min(o.due_at) FROM orders o WHERE o.due_at > business_now
$$;

-- The order behind a payment link. The token begins with the merchant's code: only that merchant's are looked at. A code
-- that was no longer allowed got the merchant's number behind it, and links given out before begin without that.
CREATE OR REPLACE FUNCTION merchant_of_link(given text)
RETURNS TABLE (merchant_id integer, zuid integer, withdrawn_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  said CONSTANT text := split_part(given, '-', 1);
  theirs CONSTANT integer := (SELECT m.id FROM merchants m WHERE m.code IN (said, said || m.id)
                               ORDER BY m.code <> said LIMIT 1);
BEGIN
  RETURN QUERY
    SELECT l.merchant_id, l.zuid, l.withdrawn_at::timestamptz
      FROM payment_links l WHERE l.merchant_id = theirs AND l.token = given;
END
$$;

-- The merchant that an account at the gateway belongs to.
CREATE OR REPLACE FUNCTION merchant_of_account(given text)
RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT m.id FROM merchants m WHERE m.account_ecom = given OR m.account_moto = given LIMIT 1
$$;

-- Everything of an account's password hash but the digest: what a typed password is to be hashed on.
CREATE OR REPLACE FUNCTION password_terms(given text)
RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT substring(u.password_hash FROM '^(.*\$)[^$]*$') FROM users u
   WHERE lower(u.email) = lower(given) AND u.active
$$;

-- The account whose password has that hash.
CREATE OR REPLACE FUNCTION user_with_password(given text, hash text)
RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT u.id FROM users u
   WHERE lower(u.email) = lower(given) AND u.active AND u.password_hash = hash
     AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.active)
$$;

-- Orders of the transaction's merchant in which every word is found, at most so many. Row-level security would keep
-- the index for it from being used. The patterns are written into the query: one condition of the index each.
CREATE OR REPLACE FUNCTION search_orders(given text, most integer)
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

-- Customers of the transaction's merchant in whom every word is found, at most so many: as above.
CREATE OR REPLACE FUNCTION search_customers(given text, most integer)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  conditions CONSTANT text :=
    (SELECT string_agg(format(' AND c.words LIKE %L', pattern), '') FROM unnest(search_patterns(given)) AS pattern);
BEGIN
  IF mine IS NULL OR conditions IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE
    'SELECT c.id FROM customers c WHERE c.merchant_id = $1' || conditions || ' LIMIT $2' USING mine, most;
END
$$;

-- Products of the transaction's merchant in which every word is found, at most so many: as above.
CREATE OR REPLACE FUNCTION search_products(given text, most integer)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  conditions CONSTANT text :=
    (SELECT string_agg(format(' AND p.words LIKE %L', pattern), '') FROM unnest(search_patterns(given)) AS pattern);
BEGIN
  IF mine IS NULL OR conditions IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE
    'SELECT p.id FROM products p WHERE p.merchant_id = $1' || conditions || ' LIMIT $2' USING mine, most;
END
$$;

-- Doors that write --------------------------------------------------------------------------------------------------
-- Who works for the transaction's merchant, and as what. Each runs as tenor_registrar, finds out by the session who
-- acts, refuses whoever is no active administrator there, and writes the audit log with its change. They answer with a
-- word: `done`, or what stands in the way.

-- Invites an address, in place of an invitation that it already has.
CREATE OR REPLACE FUNCTION invite_user(by_session uuid, since timestamptz, machine_now timestamptz, invitation uuid, given_email text, given_role text, until timestamptz)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_administrator(by_session, since);
  replaced integer;
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
              WHERE m.merchant_id = mine AND lower(u.email) = lower(given_email)) THEN
    RETURN 'already_member';
  END IF;
  replaced := withdraw_open(actor, machine_now, NULL, NULL, given_email);
  INSERT INTO invitations (merchant_id, id, email, role, invited_by, invited_at, expires_at)
  VALUES (mine, invitation, given_email, given_role, (actor ->> 'id')::uuid, machine_now, until);
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, after)
  VALUES (mine, machine_now + CASE replaced WHEN 0 THEN 0 ELSE replaced + 1 END * interval '1 millisecond', actor, 'user_invited', given_email, jsonb_build_object('role', given_role));
  RETURN 'done';
END
$$;

CREATE OR REPLACE FUNCTION withdraw_invitation(by_session uuid, since timestamptz, machine_now timestamptz, invitation uuid)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  actor CONSTANT jsonb := acting_administrator(by_session, since);
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF withdraw_open(actor, machine_now, invitation, NULL, NULL) = 0 THEN
    RETURN 'unknown';
  END IF;
  RETURN 'done';
END
$$;

-- By whoever holds the link: they choose a password, or, where the address has an account, know its password.
CREATE OR REPLACE FUNCTION accept_invitation(invitation uuid, machine_now timestamptz, given_name text, hash text)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  open invitations;
  person users;
BEGIN
  SELECT * INTO open FROM invitations i
   WHERE i.merchant_id = mine AND i.id = invitation AND i.used_at IS NULL AND i.withdrawn_at IS NULL
     AND i.expires_at > machine_now
     FOR UPDATE;
  IF open.id IS NULL THEN
    RETURN 'unusable';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users u WHERE lower(u.email) = lower(open.email)) THEN
    INSERT INTO users (email, name, password_hash, time_zone, created_at)
    SELECT open.email, given_name, hash, m.time_zone, machine_now FROM merchants m WHERE m.id = mine
        ON CONFLICT (lower(email)) DO NOTHING;
  END IF;
  SELECT * INTO person FROM users u WHERE lower(u.email) = lower(open.email);
  IF NOT person.active OR person.password_hash <> hash THEN
    RETURN 'wrong';
  END IF;
  IF EXISTS (SELECT 1 FROM memberships m WHERE m.merchant_id = mine AND m.user_id = person.id) THEN
    RETURN 'unusable';
  END IF;
  INSERT INTO memberships (merchant_id, user_id, role) VALUES (mine, person.id, open.role);
  UPDATE invitations i SET used_at = machine_now WHERE i.merchant_id = mine AND i.id = open.id;
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, after)
  VALUES (mine, machine_now, jsonb_build_object('kind', 'user', 'id', person.id, 'name', person.name),
          'invitation_accepted', person.email, jsonb_build_object('role', open.role));
  RETURN 'done';
END
$$;

-- Changes how the transaction's merchant sells and collects. `expected` is the version that was looked at. What it sells
-- in, over, and authorises to register a card is the administrators'; the rest accountants may change too.
CREATE OR REPLACE FUNCTION change_terms(by_session uuid, since timestamptz, machine_now timestamptz, expected integer, given jsonb)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_as(by_session, since,
    CASE WHEN given ?| ARRAY['currencies', 'channels', 'default_initial_amount'] THEN ARRAY['admin'] ELSE ARRAY['admin', 'accountant'] END);
  held merchant_terms;
  wanted merchant_terms;
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  INSERT INTO merchant_terms (merchant_id) VALUES (mine) ON CONFLICT (merchant_id) DO NOTHING;
  SELECT * INTO held FROM merchant_terms t WHERE t.merchant_id = mine FOR UPDATE;
  IF held.version <> expected THEN
    RETURN 'stale';
  END IF;
  wanted := jsonb_populate_record(held, given - 'merchant_id' - 'version');
  IF wanted = held THEN
    RETURN 'unchanged';
  END IF;
  UPDATE merchant_terms t
     SET auto_retry = wanted.auto_retry, auto_retry_days = wanted.auto_retry_days,
         timed_for_paydays = wanted.timed_for_paydays, end_action = wanted.end_action,
         default_initial_amount = wanted.default_initial_amount, reminder_days = wanted.reminder_days,
         messages = wanted.messages, currencies = wanted.currencies, channels = wanted.channels,
         version = held.version + 1
   WHERE t.merchant_id = mine;
  PERFORM audit_change(actor, machine_now, 'terms_changed', to_jsonb(held), to_jsonb(wanted));
  RETURN 'done';
END
$$;

-- Changes what the transaction's merchant tells its customers about itself; name and descriptor are what it is known by.
-- Of its logo the audit log keeps the digest.
CREATE OR REPLACE FUNCTION change_profile(by_session uuid, since timestamptz, machine_now timestamptz, expected integer, given jsonb, image bytea)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_as(by_session, since, ARRAY['admin']);
  held merchant_profiles;
  wanted merchant_profiles;
  known jsonb;
  named jsonb;
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  INSERT INTO merchant_profiles (merchant_id) VALUES (mine) ON CONFLICT (merchant_id) DO NOTHING;
  SELECT * INTO held FROM merchant_profiles p WHERE p.merchant_id = mine FOR UPDATE;
  SELECT jsonb_build_object('name', m.name, 'descriptor', m.descriptor) INTO known FROM merchants m WHERE m.id = mine;
  IF held.version <> expected THEN
    RETURN 'stale';
  END IF;
  wanted := jsonb_populate_record(held, given - 'merchant_id' - 'version' - 'logo');
  IF given ? 'logo_digest' THEN
    wanted.logo := image;
  END IF;
  named := jsonb_build_object('name', coalesce(given -> 'name', known -> 'name'), 'descriptor', coalesce(given -> 'descriptor', known -> 'descriptor'));
  IF wanted = held AND named = known THEN
    RETURN 'unchanged';
  END IF;
  UPDATE merchant_profiles p
     SET legal_name = wanted.legal_name, street = wanted.street, postcode = wanted.postcode, city = wanted.city,
         country = wanted.country, tax_numbers = wanted.tax_numbers, support_email = wanted.support_email,
         support_phone = wanted.support_phone, terms_url = wanted.terms_url, privacy_url = wanted.privacy_url,
         logo = wanted.logo, logo_type = wanted.logo_type, logo_digest = wanted.logo_digest,
         version = held.version + 1
   WHERE p.merchant_id = mine;
  IF named <> known THEN
    UPDATE merchants m SET name = named ->> 'name', descriptor = named ->> 'descriptor' WHERE m.id = mine;
  END IF;
  PERFORM audit_change(actor, machine_now, 'profile_changed', to_jsonb(held) - 'logo' || known, to_jsonb(wanted) - 'logo' || named);
  RETURN 'done';
END
$$;

-- Gives somebody else another role.
CREATE OR REPLACE FUNCTION change_role(by_session uuid, since timestamptz, machine_now timestamptz, person uuid, given_role text)
RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT change_member(by_session, since, machine_now, person, 'role_changed', jsonb_build_object('role', given_role))
$$;

-- Takes somebody else's access to this merchant away, or gives it back.
CREATE OR REPLACE FUNCTION set_user_active(by_session uuid, since timestamptz, machine_now timestamptz, person uuid, given boolean)
RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT change_member(by_session, since, machine_now, person,
                       CASE WHEN given THEN 'user_reactivated' ELSE 'user_deactivated' END,
                       jsonb_build_object('active', given))
$$;

-- Writes into the audit log that an administrator took or erased the data of a customer of the transaction's merchant. The
-- notes on their orders, which the application cannot remove, go with the erased person.
CREATE OR REPLACE FUNCTION note_person(by_session uuid, since timestamptz, machine_now timestamptz, what text, customer uuid)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_administrator(by_session, since);
BEGIN
  IF actor IS NULL OR what NOT IN ('person_exported', 'person_erased') THEN
    RETURN 'not_allowed';
  END IF;
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject)
  VALUES (mine, machine_now, actor, what, customer::text);
  IF what = 'person_erased' THEN
    DELETE FROM notes n
     WHERE n.merchant_id = mine
       AND n.zuid IN (SELECT o.zuid FROM orders o WHERE o.merchant_id = mine AND o.customer_id = customer);
  END IF;
  RETURN 'done';
END
$$;

-- Writes into the audit log what an administrator changes of the products of the transaction's merchant, in the
-- transaction that changes it.
CREATE OR REPLACE FUNCTION note_product_change(by_session uuid, since timestamptz, machine_now timestamptz, what text, product text, was jsonb, becomes jsonb)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_administrator(by_session, since);
BEGIN
  IF actor IS NULL OR what NOT IN ('product_created', 'product_changed', 'product_deactivated', 'product_reactivated') THEN
    RETURN 'not_allowed';
  END IF;
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before, after)
  VALUES (mine, machine_now, actor, what, product, was, becomes);
  RETURN 'done';
END
$$;

-- Doors of a person to their own account ----------------------------------------------------------------------------
-- Each finds out by the session, or by the link that was mailed, whose account it is.

-- A link to choose another password, for whoever holds the mail. Nobody is signed in.
CREATE OR REPLACE FUNCTION ask_password_link(person uuid, link uuid, until timestamptz)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  -- What nobody used is cleared away when its time is long over.
  DELETE FROM person_links l WHERE l.expires_at < until - interval '1 day';
  INSERT INTO person_links (id, user_id, kind, email, expires_at)
  SELECT link, u.id, 'password', u.email, until FROM users u
   WHERE u.id = person AND u.active AND EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = u.id AND m.active);
  RETURN CASE WHEN FOUND THEN 'done' ELSE 'unknown' END;
END
$$;

-- Chooses another password by such a link. It ends all sessions and all links, and no second step with them.
CREATE OR REPLACE FUNCTION reset_password(link uuid, machine_now timestamptz, hash text)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := (SELECT l.user_id FROM person_links l WHERE l.id = link);
BEGIN
  -- Whoever changes an account changes it alone: a link is used once.
  PERFORM 1 FROM users u WHERE u.id = person AND u.active FOR UPDATE;
  IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM person_links l
                               WHERE l.id = link AND l.kind = 'password' AND l.expires_at > machine_now) THEN
    RETURN 'unusable';
  END IF;
  UPDATE users u SET password_hash = hash WHERE u.id = person;
  PERFORM audit_person(person, machine_now, 'password_reset', '{}', '{}');
  RETURN 'done';
END
$$;

-- Another password in place of one's own. It ends all other sessions.
CREATE OR REPLACE FUNCTION change_password(by_session uuid, since timestamptz, machine_now timestamptz, old_hash text, new_hash text)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := acting_person(by_session, since);
  own sessions;
BEGIN
  PERFORM 1 FROM users u WHERE u.id = person FOR UPDATE;
  SELECT * INTO own FROM sessions s WHERE s.id = by_session;
  IF own.id IS NULL OR person IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  UPDATE users u SET password_hash = new_hash WHERE u.id = person AND u.password_hash = old_hash;
  IF NOT FOUND THEN
    RETURN 'wrong';
  END IF;
  -- The change has ended this one with the others.
  INSERT INTO sessions VALUES (own.*) ON CONFLICT (id) DO NOTHING;
  PERFORM audit_person(person, machine_now, 'password_changed', '{}', '{}');
  RETURN 'done';
END
$$;

-- A link to confirm another address of one's own, in place of one that was asked for before.
CREATE OR REPLACE FUNCTION ask_email_link(by_session uuid, since timestamptz, hash text, given_email text, link uuid, until timestamptz)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := acting_person(by_session, since);
  own users;
BEGIN
  SELECT * INTO own FROM users u WHERE u.id = person FOR UPDATE;
  IF own.id IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF own.password_hash <> hash THEN
    RETURN 'wrong';
  END IF;
  IF own.email = given_email THEN
    RETURN 'unchanged';
  END IF;
  DELETE FROM person_links l WHERE l.user_id = person AND l.kind = 'email';
  INSERT INTO person_links (id, user_id, kind, email, expires_at) VALUES (link, person, 'email', given_email, until);
  RETURN 'done';
END
$$;

-- Confirms it, by whoever holds the mail that went there.
CREATE OR REPLACE FUNCTION confirm_email(link uuid, machine_now timestamptz)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := (SELECT l.user_id FROM person_links l WHERE l.id = link);
  given CONSTANT text := (SELECT l.email FROM person_links l
                           WHERE l.id = link AND l.kind = 'email' AND l.expires_at > machine_now);
  own users;
BEGIN
  SELECT * INTO own FROM users u WHERE u.id = person AND u.active FOR UPDATE;
  IF own.id IS NULL OR given IS NULL OR NOT EXISTS (SELECT 1 FROM person_links l WHERE l.id = link)
     OR EXISTS (SELECT 1 FROM users u WHERE lower(u.email) = lower(given) AND u.id <> person) THEN
    RETURN 'unusable';
  END IF;
  UPDATE users u SET email = given WHERE u.id = person;
  PERFORM audit_person(person, machine_now, 'email_changed', jsonb_build_object('email', own.email),
                       jsonb_build_object('email', given));
  RETURN 'done';
EXCEPTION WHEN unique_violation THEN
  RETURN 'unusable';
END
$$;

-- A secret for one's authenticator. Until a code of it was shown to work it asks for nothing.
CREATE OR REPLACE FUNCTION begin_two_step(by_session uuid, since timestamptz, given_secret text)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := acting_person(by_session, since);
BEGIN
  IF person IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  INSERT INTO second_factors AS f (user_id, secret) VALUES (person, given_secret)
      ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE f.confirmed_at IS NULL;
  RETURN CASE WHEN FOUND THEN 'done' ELSE 'unchanged' END;
END
$$;

-- Switches it on: the code of that time step was right for that secret.
CREATE OR REPLACE FUNCTION confirm_two_step(by_session uuid, since timestamptz, machine_now timestamptz, given_secret text, step integer, digests text[])
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := acting_person(by_session, since);
BEGIN
  IF person IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  UPDATE second_factors f SET confirmed_at = machine_now, last_step = step
   WHERE f.user_id = person AND f.secret = given_secret AND f.confirmed_at IS NULL;
  IF NOT FOUND THEN
    RETURN 'unchanged';
  END IF;
  INSERT INTO recovery_codes (user_id, digest) SELECT person, unnest(digests);
  PERFORM audit_person(person, machine_now, 'two_step_on', '{"on": false}', '{"on": true}');
  RETURN 'done';
END
$$;

-- Uses the code of a time step, once.
CREATE OR REPLACE FUNCTION use_time_step(person uuid, step integer)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  UPDATE second_factors f SET last_step = step
   WHERE f.user_id = person AND f.confirmed_at IS NOT NULL AND f.last_step < step;
  RETURN FOUND;
END
$$;

-- Uses a recovery code, once.
CREATE OR REPLACE FUNCTION use_recovery_code(person uuid, given text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM recovery_codes c WHERE c.user_id = person AND c.digest = given;
  RETURN FOUND;
END
$$;

-- Switches it off, by whoever knows the password too; a code was used just before.
CREATE OR REPLACE FUNCTION end_two_step(by_session uuid, since timestamptz, machine_now timestamptz, hash text)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  person CONSTANT uuid := acting_person(by_session, since);
BEGIN
  IF person IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM users u WHERE u.id = person AND u.password_hash = hash) THEN
    RETURN 'wrong';
  END IF;
  DELETE FROM second_factors f WHERE f.user_id = person AND f.confirmed_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN 'unchanged';
  END IF;
  PERFORM audit_person(person, machine_now, 'two_step_off', '{"on": true}', '{"on": false}');
  RETURN 'done';
END
$$;

-- By an administrator, for somebody who has lost the authenticator and the codes. An account that opens another
-- merchant too is not this merchant's to weaken. Its sessions end.
CREATE OR REPLACE FUNCTION reset_two_step(by_session uuid, since timestamptz, machine_now timestamptz, person uuid)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_administrator(by_session, since);
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF (actor ->> 'id')::uuid = person THEN
    RETURN 'own';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM memberships m WHERE m.merchant_id = mine AND m.user_id = person) THEN
    RETURN 'unknown';
  END IF;
  IF EXISTS (SELECT 1 FROM memberships m WHERE m.merchant_id <> mine AND m.user_id = person) THEN
    RETURN 'works_elsewhere';
  END IF;
  DELETE FROM second_factors f WHERE f.user_id = person AND f.confirmed_at IS NOT NULL;
  IF NOT FOUND THEN
    RETURN 'unchanged';
  END IF;
  DELETE FROM sessions s WHERE s.user_id = person;
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before, after)
  SELECT mine, machine_now, actor, 'two_step_reset', u.email, '{"on": true}', '{"on": false}'
    FROM users u WHERE u.id = person;
  RETURN 'done';
END
$$;

-- Whether everybody has to have it who works for this merchant. Whoever asks it of others has it.
CREATE OR REPLACE FUNCTION require_two_step(by_session uuid, since timestamptz, machine_now timestamptz, given boolean)
RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine CONSTANT integer := nullif(current_setting('app.merchant_id', true), '')::integer;
  actor CONSTANT jsonb := acting_administrator(by_session, since);
BEGIN
  IF actor IS NULL THEN
    RETURN 'not_allowed';
  END IF;
  IF given AND NOT EXISTS (SELECT 1 FROM second_factors f
                            WHERE f.user_id = (actor ->> 'id')::uuid AND f.confirmed_at IS NOT NULL) THEN
    RETURN 'own_first';
  END IF;
  UPDATE merchants m SET requires_two_step = given WHERE m.id = mine AND m.requires_two_step <> given;
  IF NOT FOUND THEN
    RETURN 'unchanged';
  END IF;
  INSERT INTO audit_log (merchant_id, at, actor, kind, subject, before, after)
  SELECT mine, machine_now, actor, 'two_step_required', m.code, jsonb_build_object('required', NOT given),
         jsonb_build_object('required', given)
    FROM merchants m WHERE m.id = mine;
  RETURN 'done';
END
$$;
