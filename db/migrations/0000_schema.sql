-- Search by parts of a word, within one merchant.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
CREATE TABLE "attempts" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"number" integer NOT NULL,
	"reference" text NOT NULL,
	"purpose" text NOT NULL,
	"type" text NOT NULL,
	"cause" text NOT NULL,
	"actor" jsonb NOT NULL,
	"channel" text NOT NULL,
	"entity_id" text NOT NULL,
	"recurrence" text NOT NULL,
	"event" integer,
	"event_was" text,
	"reattempt" boolean NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"card_id" text,
	"refers_to" integer,
	"shown_sum" bigint,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"outcome" text,
	"answer" jsonb,
	"transaction_id" text,
	"code" text,
	"customer_id" uuid NOT NULL,
	"card_fingerprint" text,
	"brand" text,
	"last4" text,
	"visa_category" integer,
	"merchant_advice_code" text,
	"sent_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"ask_after" timestamp (3) with time zone,
	"first_not_found_at" timestamp (3) with time zone,
	"watch_until" timestamp (3) with time zone,
	"checkout_id" text,
	"checkout_integrity" text,
	"checkout_opened_at" timestamp (3) with time zone,
	CONSTRAINT "attempts_merchant_id_zuid_number_pk" PRIMARY KEY("merchant_id","zuid","number"),
	CONSTRAINT "attempts_purpose_known" CHECK ("attempts"."purpose" in ('initial', 'card_update', 'event', 'charge_now', 'capture', 'refund', 'reversal', 'reported')),
	CONSTRAINT "attempts_type_known" CHECK ("attempts"."type" in ('DB', 'PA', 'CP', 'RF', 'RV', 'RG', 'CB', 'CBR', 'RDR')),
	CONSTRAINT "attempts_cause_known" CHECK ("attempts"."cause" in ('link', 'terminal', 'saved_card', 'schedule', 'automatic_retry', 'technical_retry', 'retry', 'execute_now', 'card_update', 'charge_now', 'staff', 'registration', 'gateway')),
	CONSTRAINT "attempts_channel_known" CHECK ("attempts"."channel" in ('ECOM', 'MOTO')),
	CONSTRAINT "attempts_recurrence_known" CHECK ("attempts"."recurrence" in ('initial', 'repeated')),
	CONSTRAINT "attempts_event_was_known" CHECK ("attempts"."event_was" in ('scheduled', 'processing', 'completed', 'recovered', 'soft_declined', 'hard_declined', 'skipped', 'merged', 'paused', 'cancelled')),
	CONSTRAINT "attempts_state_known" CHECK ("attempts"."state" in ('prepared', 'sent', 'unknown', 'approved', 'declined', 'abandoned', 'duplicate'))
);
--> statement-breakpoint
CREATE TABLE "gateway_reports" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"reference" text,
	"transaction_id" text,
	"answer" jsonb NOT NULL,
	CONSTRAINT "gateway_reports_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"offset_ms" bigint DEFAULT 0 NOT NULL,
	"frozen_at" timestamp (3) with time zone,
	"moving_to" timestamp (3) with time zone,
	CONSTRAINT "clock_only" CHECK ("clock"."only"),
	CONSTRAINT "clock_forward" CHECK ("clock"."offset_ms" >= 0)
);
--> statement-breakpoint
CREATE TABLE "cards" (
	"merchant_id" integer NOT NULL,
	"id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"brand" text NOT NULL,
	"bin" text NOT NULL,
	"last4" text NOT NULL,
	"holder" text NOT NULL,
	"expiry_month" integer NOT NULL,
	"expiry_year" integer NOT NULL,
	"fingerprint" text NOT NULL,
	"cit_id" text,
	"registered_at" timestamp (3) with time zone NOT NULL,
	"zuid" integer,
	"state" text DEFAULT 'usable' NOT NULL,
	"preferred" boolean DEFAULT false NOT NULL,
	CONSTRAINT "cards_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "cards_state" CHECK ("cards"."state" in ('usable', 'forgotten', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"organisation" text DEFAULT '' NOT NULL,
	"email" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"locale" text DEFAULT 'en-GB' NOT NULL,
	"billing_address" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"search" text GENERATED ALWAYS AS (lower(name || ' ' || organisation || ' ' || email)) STORED,
	CONSTRAINT "customers_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"currency" text NOT NULL,
	"price" bigint NOT NULL,
	"initial_discount" bigint DEFAULT 0 NOT NULL,
	"initial_fee" bigint DEFAULT 0 NOT NULL,
	"tax_basis_points" integer DEFAULT 0 NOT NULL,
	"interval" jsonb,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "products_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "products_type" CHECK ("products"."type" in ('single', 'instalment', 'subscription', 'metered'))
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" integer PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"mode" text DEFAULT 'live' NOT NULL,
	"descriptor" text DEFAULT '' NOT NULL,
	"entity_ecom" text NOT NULL,
	"entity_moto" text NOT NULL,
	"auto_retry" boolean DEFAULT true NOT NULL,
	"auto_retry_days" jsonb DEFAULT '[1,3,7]'::jsonb NOT NULL,
	"auto_suspend" boolean DEFAULT false NOT NULL,
	"default_initial_amount" bigint DEFAULT 0 NOT NULL,
	"reminder_days" jsonb DEFAULT '[2,4,6]'::jsonb NOT NULL,
	"messages" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"stopped_since" timestamp (3) with time zone,
	"stopped_why" text,
	"probe_at" timestamp (3) with time zone,
	CONSTRAINT "merchants_code_form" CHECK ("merchants"."code" ~ '^[a-z0-9]{2,20}$'),
	CONSTRAINT "merchants_mode" CHECK ("merchants"."mode" in ('live', 'sandbox'))
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"zuid" integer,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"dedupe" text,
	CONSTRAINT "alerts_merchant_id_id_pk" PRIMARY KEY("merchant_id","id")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"zuid" integer,
	"kind" text NOT NULL,
	"automatic" boolean NOT NULL,
	"link" text,
	"to" text NOT NULL,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"send_after" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"message_id" text,
	"dedupe" text,
	"error" text,
	"subject" text,
	"html" text,
	"text" text,
	CONSTRAINT "messages_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "messages_state_known" CHECK ("messages"."state" in ('queued', 'sending', 'sent', 'failed', 'opened')),
	CONSTRAINT "messages_link_known" CHECK ("messages"."link" in ('checkout', 'portal', 'update_card'))
);
--> statement-breakpoint
CREATE TABLE "payment_links" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "payment_links_merchant_id_zuid_pk" PRIMARY KEY("merchant_id","zuid")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "notes_merchant_id_zuid_seq_pk" PRIMARY KEY("merchant_id","zuid","seq")
);
--> statement-breakpoint
CREATE TABLE "order_log" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"kind" text NOT NULL,
	"entry" jsonb NOT NULL,
	CONSTRAINT "order_log_merchant_id_zuid_seq_pk" PRIMARY KEY("merchant_id","zuid","seq")
);
--> statement-breakpoint
CREATE TABLE "billing_events" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"number" integer NOT NULL,
	"spid" integer NOT NULL,
	"cycle" integer,
	"scheduled_at" timestamp (3) with time zone NOT NULL,
	"amount" bigint NOT NULL,
	"status" text NOT NULL,
	"executed_at" timestamp (3) with time zone,
	"attempts" integer NOT NULL,
	"was_declined" boolean NOT NULL,
	"decline_attempt" integer,
	"decline_code" text,
	"decline_outcome" text,
	"decline_reason" text,
	"decline_scheme_ban" boolean,
	"window_started_at" timestamp (3) with time zone,
	"window_ends_at" timestamp (3) with time zone,
	"window_retries" integer,
	"window_card" text,
	"not_before" timestamp (3) with time zone,
	"planned_retries" jsonb NOT NULL,
	"wait" jsonb,
	"technical_failures" integer NOT NULL,
	"held" boolean NOT NULL,
	"barred_cards" jsonb NOT NULL,
	"merged_into" integer,
	CONSTRAINT "billing_events_merchant_id_zuid_number_pk" PRIMARY KEY("merchant_id","zuid","number"),
	CONSTRAINT "billing_events_status_known" CHECK ("billing_events"."status" in ('scheduled', 'processing', 'completed', 'recovered', 'soft_declined', 'hard_declined', 'skipped', 'merged', 'paused', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"merchant_id" integer NOT NULL,
	"name" text NOT NULL,
	"value" integer NOT NULL,
	CONSTRAINT "counters_merchant_id_name_pk" PRIMARY KEY("merchant_id","name"),
	CONSTRAINT "counters_name_known" CHECK ("counters"."name" in ('zuid', 'spid'))
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"number" integer NOT NULL,
	"product_id" uuid,
	"name" text NOT NULL,
	"quantity" integer NOT NULL,
	"price" bigint NOT NULL,
	"discount" bigint NOT NULL,
	"fee" bigint NOT NULL,
	"initial_discount" bigint NOT NULL,
	"initial_fee" bigint NOT NULL,
	"tax_basis_points" integer NOT NULL,
	CONSTRAINT "order_lines_merchant_id_zuid_number_pk" PRIMARY KEY("merchant_id","zuid","number")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"version" integer NOT NULL,
	"reference_key" text NOT NULL,
	"invoice_id" text NOT NULL,
	"type" text NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"channel" text NOT NULL,
	"origin" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_by_user" text,
	"customer_id" uuid NOT NULL,
	"memo" text NOT NULL,
	"tags" jsonb NOT NULL,
	"initial_kind" text NOT NULL,
	"initial_amount" bigint NOT NULL,
	"saves_card" boolean NOT NULL,
	"total" bigint NOT NULL,
	"plan" jsonb,
	"link_requested_at" timestamp (3) with time zone,
	"activated_at" timestamp (3) with time zone,
	"anchor_at" timestamp (3) with time zone,
	"paused_at" timestamp (3) with time zone,
	"paused_from" text,
	"resume_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"card_id" text,
	"card_since" timestamp (3) with time zone,
	"cit_id" text,
	"pending_collection" jsonb,
	"retry_queue" jsonb NOT NULL,
	"retry_queue_actor" jsonb,
	"notices" jsonb NOT NULL,
	"net_paid" bigint NOT NULL,
	"declined_amount" bigint NOT NULL,
	"next_payment_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"claimed_until" timestamp (3) with time zone,
	CONSTRAINT "orders_merchant_id_zuid_pk" PRIMARY KEY("merchant_id","zuid"),
	CONSTRAINT "orders_type_known" CHECK ("orders"."type" in ('single', 'instalment', 'subscription', 'metered')),
	CONSTRAINT "orders_status_known" CHECK ("orders"."status" in ('draft', 'pending', 'rejected', 'active', 'failed', 'suspended', 'paused', 'review', 'cancelled', 'complete')),
	CONSTRAINT "orders_channel_known" CHECK ("orders"."channel" in ('ECOM', 'MOTO')),
	CONSTRAINT "orders_origin_known" CHECK ("orders"."origin" in ('UI', 'API')),
	CONSTRAINT "orders_initial_kind_known" CHECK ("orders"."initial_kind" in ('debit', 'preauthorise', 'registration')),
	CONSTRAINT "orders_paused_from_known" CHECK ("orders"."paused_from" in ('active', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"merchant_id" integer NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "memberships_merchant_id_user_id_pk" PRIMARY KEY("merchant_id","user_id"),
	CONSTRAINT "memberships_role" CHECK ("memberships"."role" in ('admin', 'accountant', 'agent', 'restricted'))
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"window_started_at" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_merchant_id_zuid_event_billing_events_merchant_id_zuid_number_fk" FOREIGN KEY ("merchant_id","zuid","event") REFERENCES "public"."billing_events"("merchant_id","zuid","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_merchant_id_zuid_refers_to_attempts_merchant_id_zuid_number_fk" FOREIGN KEY ("merchant_id","zuid","refers_to") REFERENCES "public"."attempts"("merchant_id","zuid","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_merchant_id_customer_id_customers_merchant_id_id_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_merchant_id_card_id_cards_merchant_id_id_fk" FOREIGN KEY ("merchant_id","card_id") REFERENCES "public"."cards"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_reports" ADD CONSTRAINT "gateway_reports_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_merchant_id_customer_id_customers_merchant_id_id_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_links" ADD CONSTRAINT "payment_links_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_merchant_id_zuid_seq_order_log_merchant_id_zuid_seq_fk" FOREIGN KEY ("merchant_id","zuid","seq") REFERENCES "public"."order_log"("merchant_id","zuid","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_log" ADD CONSTRAINT "order_log_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_events" ADD CONSTRAINT "billing_events_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_events" ADD CONSTRAINT "billing_events_merchant_id_zuid_merged_into_billing_events_merchant_id_zuid_number_fk" FOREIGN KEY ("merchant_id","zuid","merged_into") REFERENCES "public"."billing_events"("merchant_id","zuid","number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counters" ADD CONSTRAINT "counters_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_merchant_id_product_id_products_merchant_id_id_fk" FOREIGN KEY ("merchant_id","product_id") REFERENCES "public"."products"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_customer_id_customers_merchant_id_id_fk" FOREIGN KEY ("merchant_id","customer_id") REFERENCES "public"."customers"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_merchant_id_card_id_cards_merchant_id_id_fk" FOREIGN KEY ("merchant_id","card_id") REFERENCES "public"."cards"("merchant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_reference" ON "attempts" USING btree ("merchant_id","reference");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_one_at_gateway" ON "attempts" USING btree ("merchant_id","zuid") WHERE "attempts"."state" in ('sent', 'unknown');--> statement-breakpoint
CREATE INDEX "attempts_to_ask" ON "attempts" USING btree ("ask_after") WHERE "attempts"."ask_after" is not null;--> statement-breakpoint
CREATE INDEX "attempts_transaction" ON "attempts" USING btree ("merchant_id","transaction_id");--> statement-breakpoint
CREATE INDEX "attempts_checkout" ON "attempts" USING btree ("merchant_id","checkout_id") WHERE "attempts"."checkout_id" is not null;--> statement-breakpoint
CREATE INDEX "attempts_card" ON "attempts" USING btree ("merchant_id","customer_id","card_fingerprint","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "gateway_reports_transaction" ON "gateway_reports" USING btree ("merchant_id","transaction_id");--> statement-breakpoint
CREATE INDEX "cards_customer" ON "cards" USING btree ("merchant_id","customer_id");--> statement-breakpoint
CREATE INDEX "customers_created" ON "customers" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "customers_search" ON "customers" USING gin ("merchant_id","search" gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_code" ON "merchants" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_entity_ecom" ON "merchants" USING btree ("entity_ecom");--> statement-breakpoint
CREATE UNIQUE INDEX "merchants_entity_moto" ON "merchants" USING btree ("entity_moto");--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_dedupe" ON "alerts" USING btree ("merchant_id","dedupe");--> statement-breakpoint
CREATE INDEX "alerts_created" ON "alerts" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "messages_dedupe" ON "messages" USING btree ("merchant_id","dedupe");--> statement-breakpoint
CREATE INDEX "messages_to_send" ON "messages" USING btree ("send_after") WHERE "messages"."state" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "messages_order" ON "messages" USING btree ("merchant_id","zuid","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "messages_created" ON "messages" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "payment_links_token" ON "payment_links" USING btree ("merchant_id","token");--> statement-breakpoint
CREATE UNIQUE INDEX "billing_events_spid" ON "billing_events" USING btree ("merchant_id","spid");--> statement-breakpoint
CREATE INDEX "orders_due" ON "orders" USING btree ("due_at") WHERE "orders"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "orders_created" ON "orders" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "orders_status" ON "orders" USING btree ("merchant_id","status","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "orders_type" ON "orders" USING btree ("merchant_id","type","created_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "orders_next_payment" ON "orders" USING btree ("merchant_id",coalesce("next_payment_at", 'infinity'),"zuid");--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("merchant_id","customer_id");--> statement-breakpoint
CREATE INDEX "orders_invoice" ON "orders" USING btree ("merchant_id",lower("invoice_id") text_pattern_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_user" ON "memberships" USING btree ("user_id","merchant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));