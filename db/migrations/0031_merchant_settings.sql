CREATE TABLE "merchant_profiles" (
	"merchant_id" integer PRIMARY KEY NOT NULL,
	"legal_name" text DEFAULT '' NOT NULL,
	"street" text DEFAULT '' NOT NULL,
	"postcode" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"country" text DEFAULT '' NOT NULL,
	"tax_numbers" text DEFAULT '' NOT NULL,
	"support_email" text DEFAULT '' NOT NULL,
	"support_phone" text DEFAULT '' NOT NULL,
	"terms_url" text DEFAULT '' NOT NULL,
	"privacy_url" text DEFAULT '' NOT NULL,
	"logo" "bytea",
	"logo_type" text,
	"logo_digest" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "merchant_profiles_legal_name_allowed" CHECK ("merchant_profiles"."legal_name" = '' or is_name("merchant_profiles"."legal_name")),
	CONSTRAINT "merchant_profiles_logo_size" CHECK (octet_length("merchant_profiles"."logo") <= 200000),
	CONSTRAINT "merchant_profiles_urls_https" CHECK (("merchant_profiles"."terms_url" = '' or "merchant_profiles"."terms_url" like 'https://%') and ("merchant_profiles"."privacy_url" = '' or "merchant_profiles"."privacy_url" like 'https://%'))
);
--> statement-breakpoint
CREATE TABLE "terms_to_apply" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"claimed_until" timestamp (3) with time zone,
	CONSTRAINT "terms_to_apply_merchant_id_zuid_pk" PRIMARY KEY("merchant_id","zuid")
);
--> statement-breakpoint
SELECT distribute_tenant('merchant_profiles');--> statement-breakpoint
SELECT distribute_tenant('terms_to_apply');--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_kind_known";--> statement-breakpoint
ALTER TABLE "merchant_terms" ADD COLUMN "currencies" jsonb DEFAULT '["EUR","GBP","USD","CHF","SEK","NOK","DKK","PLN","CZK","HUF","AUD","CAD","NZD","SGD","ZAR","JPY","KRW","ISK","KWD","BHD","JOD"]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "merchant_terms" ADD COLUMN "channels" jsonb DEFAULT '["ECOM","MOTO"]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "merchant_terms" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "merchant_profiles" ADD CONSTRAINT "merchant_profiles_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms_to_apply" ADD CONSTRAINT "terms_to_apply_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_kind_known" CHECK ("audit_log"."kind" in ('merchant_opened', 'user_invited', 'invitation_withdrawn', 'invitation_accepted', 'role_changed', 'user_deactivated', 'user_reactivated', 'terms_changed', 'profile_changed'));--> statement-breakpoint
ALTER TABLE "merchant_terms" ADD CONSTRAINT "merchant_terms_initial_amount_nominal" CHECK ("merchant_terms"."default_initial_amount" between 0 and 99) NOT VALID;
