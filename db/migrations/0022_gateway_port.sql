DROP FUNCTION merchant_of_entity(text);--> statement-breakpoint
ALTER TABLE "merchants" RENAME COLUMN "entity_ecom" TO "account_ecom";--> statement-breakpoint
ALTER TABLE "merchants" RENAME COLUMN "entity_moto" TO "account_moto";--> statement-breakpoint
ALTER INDEX "merchants_entity_ecom" RENAME TO "merchants_account_ecom";--> statement-breakpoint
ALTER INDEX "merchants_entity_moto" RENAME TO "merchants_account_moto";--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "gateway" text DEFAULT 'opp' NOT NULL;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "gateway_settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "attempts" RENAME COLUMN "entity_id" TO "account";--> statement-breakpoint
ALTER TABLE "attempts" DROP CONSTRAINT "attempts_type_known";--> statement-breakpoint
-- The owner of the tables is held to row-level security too, and would see no row while that is forced.
ALTER TABLE "attempts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "attempts" SET "type" = CASE "type" WHEN 'DB' THEN 'debit' WHEN 'PA' THEN 'authorisation' WHEN 'CP' THEN 'capture' WHEN 'RF' THEN 'refund' WHEN 'RV' THEN 'reversal' WHEN 'RG' THEN 'registration' WHEN 'CB' THEN 'chargeback' WHEN 'CBR' THEN 'chargeback_reversal' WHEN 'RDR' THEN 'rapid_dispute' WHEN 'CR' THEN 'reversal_or_credit' WHEN 'CD' THEN 'credit' END;--> statement-breakpoint
ALTER TABLE "attempts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_type_known" CHECK ("attempts"."type" in ('debit', 'authorisation', 'capture', 'refund', 'reversal', 'registration', 'chargeback', 'chargeback_reversal', 'rapid_dispute', 'reversal_or_credit', 'credit'));
