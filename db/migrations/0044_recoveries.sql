CREATE TABLE "recoveries" (
	"merchant_id" integer NOT NULL,
	"zuid" integer NOT NULL,
	"event" integer NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"missed_at" timestamp (3) with time zone NOT NULL,
	"reason" text,
	"ended_at" timestamp (3) with time zone,
	"end" text,
	"cause" text,
	"tries" integer NOT NULL,
	CONSTRAINT "recoveries_merchant_id_zuid_event_pk" PRIMARY KEY("merchant_id","zuid","event"),
	CONSTRAINT "recoveries_end_known" CHECK ("recoveries"."end" in ('recovered', 'skipped', 'cancelled', 'merged'))
);
--> statement-breakpoint
SELECT distribute_tenant('recoveries');--> statement-breakpoint
ALTER TABLE "recoveries" ADD CONSTRAINT "recoveries_merchant_id_zuid_orders_merchant_id_zuid_fk" FOREIGN KEY ("merchant_id","zuid") REFERENCES "public"."orders"("merchant_id","zuid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "recoveries_missed" ON "recoveries" USING btree ("merchant_id","currency","missed_at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"event" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "recoveries_open" ON "recoveries" USING btree ("merchant_id","currency","zuid") WHERE "recoveries"."end" is null;--> statement-breakpoint
CREATE INDEX "recoveries_ended" ON "recoveries" USING btree ("merchant_id","currency","ended_at") WHERE "recoveries"."end" is not null;--> statement-breakpoint
CREATE INDEX "order_log_status_changes" ON "order_log" USING btree ("merchant_id","at" DESC NULLS FIRST,"zuid" DESC NULLS FIRST,"seq" DESC NULLS FIRST) WHERE "order_log"."kind" = 'status_changed';--> statement-breakpoint
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "billing_events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "order_log" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "recoveries" ("merchant_id", "zuid", "event", "currency", "amount", "missed_at", "reason", "ended_at", "end", "cause", "tries")
SELECT e.merchant_id, e.zuid, e.number, o.currency, e.amount,
       coalesce(t.missed_at, CASE WHEN e.was_declined THEN e.executed_at END, e.scheduled_at), e.decline_reason,
       CASE WHEN e.status = 'recovered' THEN coalesce(e.executed_at, e.scheduled_at)
            WHEN e.status IN ('skipped', 'cancelled', 'merged') THEN coalesce(l.ended_at, o.ended_at, e.scheduled_at) END,
       CASE WHEN e.status IN ('recovered', 'skipped', 'cancelled', 'merged') THEN e.status END,
       CASE WHEN e.status = 'recovered' THEN t.cause END, e.attempts
  FROM "billing_events" e
  JOIN "orders" o ON o.merchant_id = e.merchant_id AND o.zuid = e.zuid
  LEFT JOIN LATERAL (
    SELECT min(a.settled_at) FILTER (WHERE a.state = 'declined') AS missed_at,
           (array_agg(a.cause) FILTER (WHERE a.state = 'approved'))[1] AS cause
      FROM "attempts" a
     WHERE a.merchant_id = e.merchant_id AND a.zuid = e.zuid AND a.event = e.number) t ON true
  LEFT JOIN LATERAL (
    SELECT max(g.at) AS ended_at FROM "order_log" g
     WHERE g.merchant_id = e.merchant_id AND g.zuid = e.zuid
       AND g.kind IN ('events_skipped', 'events_merged', 'order_completed')) l ON e.status IN ('skipped', 'merged', 'cancelled')
 WHERE e.was_declined OR e.status = 'recovered';--> statement-breakpoint
ALTER TABLE "order_log" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "attempts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "billing_events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
