import { expect, test } from "@playwright/test";
import { activated, hardDeclined, instalmentOrder, subscriptionOrder } from "@/lib/domain/lived/histories";
import { plainLine } from "@/lib/domain/lived/plain-order";
import { messageKinds } from "@/lib/domain/words/messages";
import { render } from "@/lib/mail/render";

const at = Date.UTC(2026, 10, 24, 9);

/** What a name, a product, an order number or a descriptor may look like. */
const odd = [
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
  "Anna-Lena-Sophie-Charlotte-Wilhelmine-Friederike-von-der-Hohenlohe-Waldenburg-Schillingsfürst",
  "a-very-long-mailbox-name-that-nobody-would-type-twice@a-very-long-host-name.of-a-department.example",
  "https://shop.example/checkout/7f3a9c?session=0123456789abcdef0123456789abcdef0123456789abcdef",
  "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
  "ÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖÅÄÖ",
  "0000000000000000000000000000000000000000000000000000000000000000000000",
  "漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
  "عبدالرحمنعبدالرحمنعبدالرحمنعبدالرحمنعبدالرحمنعبدالرحمنعبدالرحمنعبدالرحمن",
  "กรุงเทพมหานครอมรรัตนโกสินทร์มหินทรายุธยามหาดิลกภพนพรัตนราชธานีบูรีรมย์",
  "Non\u00a0breaking\u00a0blanks\u00a0between\u00a0all\u00a0the\u00a0words\u00a0of\u00a0this\u00a0long\u00a0name",
  "under_scores_between_all_the_words_of_this_long_name_that_goes_on_and_on_and_on",
  "<b>ampersands&amp;&quot;quotes&quot;&lt;and&gt;tags</b>withoutanyblankbetweenthematall",
  "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
];

for (const kind of messageKinds) {
  test(`no word of ${kind} is wider than a phone, whatever things are called`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const name of odd) {
      const draft = { lines: [{ ...plainLine(3_000), name }], invoiceId: name };
      const order =
        kind === "payment_rejected" || kind === "payments_merged"
          ? hardDeclined(activated(instalmentOrder({ draft }))).order
          : activated(subscriptionOrder({ draft })).order;
      const { html } = render({
        kind,
        data: { amount: 99_999_999_999, at, events: [{ spid: 1, amount: 99_999_999_999, scheduledAt: at }] },
        now: at,
        order: { ...order, merchant: { ...order.merchant, name } },
        customer: { name, locale: "de-DE" },
        merchant: { name, descriptor: name, timeZone: "Europe/Berlin" },
        contact: {
          supportEmail: "help@nordlicht.example",
          supportPhone: "+49 30 1234567",
          termsUrl: "https://nordlicht.example/terms",
          privacyUrl: "",
        },
        link: "http://localhost:3000/pay/nordlicht-token",
      });
      await page.setContent(html);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${name}: as wide as the phone`).toBeLessThanOrEqual(360);
    }
  });
}
