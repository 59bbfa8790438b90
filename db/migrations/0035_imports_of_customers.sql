CREATE TABLE "import_faults" (
	"merchant_id" integer NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"cells" "bytea" NOT NULL,
	"reasons" text NOT NULL,
	CONSTRAINT "import_faults_merchant_id_import_id_row_pk" PRIMARY KEY("merchant_id","import_id","row")
);
--> statement-breakpoint
CREATE TABLE "import_pieces" (
	"merchant_id" integer NOT NULL,
	"import_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"piece" "bytea" NOT NULL,
	CONSTRAINT "import_pieces_merchant_id_import_id_place_pk" PRIMARY KEY("merchant_id","import_id","place")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"merchant_id" integer NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"file_name" text NOT NULL,
	"state" text DEFAULT 'uploading' NOT NULL,
	"size" integer NOT NULL,
	"received" integer DEFAULT 0 NOT NULL,
	"digest" text,
	"columns" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"delimiter" text DEFAULT ',' NOT NULL,
	"unreadable" text,
	"row_count" integer,
	"rows_done" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"faulty" integer DEFAULT 0 NOT NULL,
	"actor" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"claimed_until" timestamp (3) with time zone,
	CONSTRAINT "imports_merchant_id_id_pk" PRIMARY KEY("merchant_id","id"),
	CONSTRAINT "imports_state_known" CHECK ("imports"."state" in ('uploading', 'ready', 'unreadable', 'running', 'done'))
);
--> statement-breakpoint
SELECT distribute_tenant('imports');--> statement-breakpoint
SELECT distribute_tenant('import_pieces');--> statement-breakpoint
SELECT distribute_tenant('import_faults');--> statement-breakpoint
ALTER TABLE "audit_log" DROP CONSTRAINT "audit_log_kind_known";--> statement-breakpoint
ALTER TABLE "import_faults" ADD CONSTRAINT "import_faults_merchant_id_import_id_imports_merchant_id_id_fk" FOREIGN KEY ("merchant_id","import_id") REFERENCES "public"."imports"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_pieces" ADD CONSTRAINT "import_pieces_merchant_id_import_id_imports_merchant_id_id_fk" FOREIGN KEY ("merchant_id","import_id") REFERENCES "public"."imports"("merchant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_merchant_id_merchants_id_fk" FOREIGN KEY ("merchant_id") REFERENCES "public"."merchants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imports_created" ON "imports" USING btree ("merchant_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "imports_running" ON "imports" USING btree ("created_at") WHERE "imports"."state" = 'running';--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_kind_known" CHECK ("audit_log"."kind" in ('merchant_opened', 'user_invited', 'invitation_withdrawn', 'invitation_accepted', 'role_changed', 'user_deactivated', 'user_reactivated', 'terms_changed', 'profile_changed', 'product_created', 'product_changed', 'product_deactivated', 'product_reactivated', 'password_changed', 'password_reset', 'email_changed', 'two_step_on', 'two_step_off', 'two_step_reset', 'two_step_required', 'person_exported', 'person_erased'));