ALTER TABLE "messages" DROP CONSTRAINT "messages_state_known";--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "mail_from" text;--> statement-breakpoint
ALTER TABLE "merchants" ADD COLUMN "reply_to" text;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_state_known" CHECK ("messages"."state" in ('queued', 'sending', 'sent', 'failed', 'opened', 'dropped'));