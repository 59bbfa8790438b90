-- Workers share out what there is to do by the rows of each merchant; nothing of worth is in the queue.
DROP SCHEMA IF EXISTS "graphile_worker" CASCADE;
