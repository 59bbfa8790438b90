import { expect, it } from "vitest";
import { violationsIn } from "./statement-rules";

const catalogue = {
  tenants: ["orders", "customers", "cards", "attempts", "messages", "order_search"],
  doors: ["search_orders", "due_candidates"],
};
const said = (statement: string) => violationsIn(statement, catalogue);

it.each([
  "set local app.merchant_id = '7'",
  'select "orders"."zuid" from "orders" where ("orders"."merchant_id" = $1 and "orders"."zuid" = $2)',
  "select * from due_candidates($1, $2, $3, $4) as merchant_id",
  "select search_orders($1, $2) as zuid",
  'insert into "orders" ("merchant_id", "zuid") values ($1, $2), ($3, $4)',
  'update "cards" set "state" = $1 where ("cards"."merchant_id" = $2 and "cards"."id" = $3)',
  "select 1 from orders o join customers c on c.merchant_id = $1 and c.id = o.customer_id where o.merchant_id = $2 for no key update of o, c",
  "with mine as materialized (select t.zuid from orders t where t.merchant_id = $1 limit $2 for no key update skip locked) update orders o set claimed_until = $3 from mine where o.merchant_id = $4 and o.zuid = mine.zuid returning o.zuid",
  "select (select coalesce(json_agg(r), '[]') from (select (extract(epoch from t.started_at) * 1000)::bigint from attempts t where t.merchant_id = $1) r) from orders o where o.merchant_id = $2",
  "select count(*) from (select 1 from orders where orders.merchant_id = $1 limit $2) some",
  "insert into order_search (merchant_id, zuid, words) select o.merchant_id, o.zuid, folded(o.invoice_id) from orders o where o.merchant_id = $1 on conflict (merchant_id, zuid) do update set words = excluded.words",
  "select id from merchants order by id",
  "select zuid from orders where (orders.merchant_id = $1 and (orders.status = $2 or orders.due_at is null))",
  "select case when o.a or o.b then 1 end from orders o where o.merchant_id = $1 and not (o.status = $2)",
])("lets pass: %s", (statement) => {
  expect(said(statement)).toEqual([]);
});

it.each<[string, RegExp]>([
  ["select set_config('app.merchant_id', $1, true)", /set_config/],
  ["select zuid from orders where zuid = $1", /does not name the merchant of orders/],
  [
    "select 1 from orders o join customers c on c.merchant_id = o.merchant_id where o.merchant_id = $1",
    /of customers/,
  ],
  [
    "select (select count(*) from attempts t where t.merchant_id = o.merchant_id) from orders o where o.merchant_id = $1",
    /of attempts/,
  ],
  ["select 1 from orders o, cards k where o.merchant_id = $1 and k.id = o.card_id", /of cards/],
  [
    "update messages m set state = $1 from (select id from messages limit $2) mine where m.id = mine.id",
    /of messages/,
  ],
  ["insert into orders select * from customers where merchant_id = $1", /of orders/],
  ["delete from cards where id = $1", /of cards/],
  [
    "select zuid from orders where due_at <= $1 order by due_at limit $2 for update skip locked",
    /locks rows of several/,
  ],
  [
    "select zuid from orders where merchant_id = $1 and zuid in (select search_orders($2, $3))",
    /opens search_orders/,
  ],
  [
    "select zuid from orders where merchant_id = $1 and exists (select from cards where merchant_id = $2)",
    /select 1/,
  ],
  [
    "with given as (select $1::integer as merchant_id) select 1 from given join orders o on o.merchant_id = given.merchant_id",
    /of orders/,
  ],
  ["update orders set merchant_id = $1 where zuid = $2", /of orders/],
  ["select zuid from orders where merchant_id = $1 or zuid = $2", /of orders/],
  ["select zuid from orders where (merchant_id = $1 or zuid = $2) and due_at < $3", /of orders/],
  ["select zuid from orders where not (merchant_id = $1)", /of orders/],
  [
    "select 1 from orders o where exists (select 1 from cards where merchant_id = $1)",
    /does not name the merchant of orders/,
  ],
  [
    "select (select id from cards where merchant_id = $1 limit 1) from orders",
    /does not name the merchant of orders/,
  ],
  [
    "with mine as (select zuid from orders where due_at < $1 for update skip locked) update orders o set due_at = $2 from mine where o.merchant_id = $3 and o.zuid = mine.zuid",
    /locks rows of several/,
  ],
])("catches: %s", (statement, what) => {
  expect(said(statement).join("; ")).toMatch(what);
});
