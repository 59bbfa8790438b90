-- Everything of an account's password hash but the digest: what a typed password is to be hashed on.
CREATE FUNCTION password_terms(given text)
RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT substring(u.password_hash FROM '^(.*\$)[^$]*$') FROM users u
   WHERE lower(u.email) = lower(given) AND u.active
$$;
--> statement-breakpoint
-- The account whose password has that hash.
CREATE FUNCTION user_with_password(given text, hash text)
RETURNS TABLE (id uuid, session_version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT u.id, u.session_version FROM users u
   WHERE lower(u.email) = lower(given) AND u.active AND u.password_hash = hash
$$;
