ALTER TABLE "attempts" DROP CONSTRAINT "attempts_type_known";--> statement-breakpoint
DROP INDEX "attempts_one_at_gateway";--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reports" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_one_at_gateway" ON "attempts" USING btree ("merchant_id","zuid") WHERE "attempts"."state" in ('sent', 'unknown') and "attempts"."reports" is null;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_type_known" CHECK ("attempts"."type" in ('DB', 'PA', 'CP', 'RF', 'RV', 'RG', 'CB', 'CBR', 'RDR', 'CR', 'CD'));