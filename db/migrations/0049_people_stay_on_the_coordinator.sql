-- A database may have these from 0041 as it was: people are on the coordinator, and a table of a merchant is not.
ALTER TABLE "list_choices" DROP CONSTRAINT IF EXISTS "list_choices_user_id_users_id_fk";--> statement-breakpoint
ALTER TABLE "saved_views" DROP CONSTRAINT IF EXISTS "saved_views_owner_id_users_id_fk";
