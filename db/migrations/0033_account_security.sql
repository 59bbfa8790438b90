CREATE TABLE "person_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"email" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "person_links_kind" CHECK ("person_links"."kind" in ('password', 'email')),
	CONSTRAINT "person_links_email_allowed" CHECK (char_length("person_links"."email") between 3 and 254)
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"user_id" uuid NOT NULL,
	"digest" text NOT NULL,
	CONSTRAINT "recovery_codes_user_id_digest_pk" PRIMARY KEY("user_id","digest")
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"last_step" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_kind_known";--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "requires_two_step" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "user_agent" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "address" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "person_links" ADD CONSTRAINT "person_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_second_factors_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."second_factors"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_links_user" ON "person_links" USING btree ("user_id");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_kind_known" CHECK ("audit_log"."kind" in ('merchant_opened', 'user_invited', 'invitation_withdrawn', 'invitation_accepted', 'role_changed', 'user_deactivated', 'user_reactivated', 'terms_changed', 'profile_changed', 'product_created', 'product_changed', 'product_deactivated', 'product_reactivated', 'password_changed', 'password_reset', 'email_changed', 'two_step_on', 'two_step_off', 'two_step_reset', 'two_step_required'));--> statement-breakpoint
-- A new address ends what was asked for under the old one, as a new password does. Sessions go on.
CREATE FUNCTION end_links_of_user() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM person_links WHERE user_id = new.id;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER users_end_links AFTER UPDATE OF active, password_hash, email ON users
  FOR EACH ROW WHEN (NOT new.active OR new.password_hash <> old.password_hash OR new.email <> old.email)
  EXECUTE FUNCTION end_links_of_user();
