CREATE TABLE "audit_log" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"before" jsonb DEFAULT '{}' NOT NULL,
	"after" jsonb DEFAULT '{}' NOT NULL,
	CONSTRAINT "audit_log_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "audit_log_kind_known" CHECK ("audit_log"."kind" in ('merchant_opened', 'user_invited', 'invitation_withdrawn', 'invitation_accepted', 'role_changed', 'user_deactivated', 'user_reactivated'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"merchant_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" uuid,
	"invited_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" in ('admin', 'accountant', 'agent', 'restricted')),
	CONSTRAINT "invitations_email_allowed" CHECK (char_length("invitations"."email") between 3 and 254)
);
--> statement-breakpoint
SELECT distribute_tenant('audit_log');--> statement-breakpoint
SELECT distribute_tenant('invitations');--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_newest" ON "audit_log" USING btree ("merchant_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "invitations_open" ON "invitations" USING btree ("merchant_id","expires_at") WHERE "invitations"."used_at" is null and "invitations"."withdrawn_at" is null;--> statement-breakpoint
-- A session is no good for what was taken, and does not come back with it.
CREATE FUNCTION end_sessions_of_inactive() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM sessions WHERE user_id = new.user_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER memberships_end_sessions_of_inactive AFTER UPDATE OF active ON memberships
  FOR EACH ROW WHEN (NOT new.active) EXECUTE FUNCTION end_sessions_of_inactive();
