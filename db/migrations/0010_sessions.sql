CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
DROP FUNCTION user_with_password(text, text);--> statement-breakpoint
-- The account whose password has that hash.
CREATE FUNCTION user_with_password(given text, hash text)
RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT u.id FROM users u
   WHERE lower(u.email) = lower(given) AND u.active AND u.password_hash = hash
$$;
--> statement-breakpoint
ALTER TABLE "users" DROP COLUMN "session_version";--> statement-breakpoint
-- Whoever changes an account, a password or a role, and however: the sessions of before are over, and do not come
-- back with what was taken.
CREATE FUNCTION end_sessions_of_user() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = new.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER users_end_sessions AFTER UPDATE OF active, password_hash ON users
  FOR EACH ROW WHEN (NOT new.active OR new.password_hash IS DISTINCT FROM old.password_hash)
  EXECUTE FUNCTION end_sessions_of_user();
--> statement-breakpoint
CREATE FUNCTION end_sessions_of_member() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = old.user_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER memberships_end_sessions AFTER DELETE ON memberships
  FOR EACH ROW EXECUTE FUNCTION end_sessions_of_member();