ALTER TABLE "cards" DROP CONSTRAINT "cards_state";--> statement-breakpoint
ALTER TABLE "cards" ADD CONSTRAINT "cards_state" CHECK ("cards"."state" in ('usable', 'forgotten', 'removed', 'expired'));