import type { Operation } from "./arrangements";
import { type Bank, type Reply, type RequestForm, refuse } from "./bank";
import { charge } from "./charges";
import type { checkouts } from "./checkouts";
import { followUp, followUpOperations, isFollowUpOperation } from "./follow-ups";
import { forgetRegistration, paymentReader, query, queryById, readRegistration } from "./lookups";
import { newId } from "./new-id";

/** One call of the protocol: what it does, about which reference, and how. */
export type Call = { operation: Operation; reference: string | null; run: () => Promise<Reply> };

/** Finds the call that a method and path mean; null when the protocol has none. */
export function protocol(bank: Bank, desk: ReturnType<typeof checkouts>) {
  const readPayment = paymentReader(bank);
  const { books } = bank;

  return function find(method: string, path: string, form: RequestForm): Call | null {
    const [version, noun, id, detail, ...rest] = path.slice(1).split("/").map(decodeURIComponent);
    if (version !== "v1" || rest.length > 0) return null;
    const named = form.get("merchantTransactionId");
    switch (`${method} ${noun}${id ? "/id" : ""}${detail ? `/${detail}` : ""}`) {
      case "POST checkouts":
        return { operation: "open_checkout", reference: named, run: () => desk.open(form) };
      case "GET checkouts/id/payment":
      case "GET checkouts/id/registration": {
        const reference = books.checkout(id ?? "")?.reference ?? null;
        return {
          operation: "checkout_result",
          reference,
          run: () => desk.result(id ?? "", detail ?? "", form),
        };
      }
      case "POST registrations/id/payments":
        return { operation: "charge", reference: named, run: () => charge(bank, id ?? "", form) };
      case "GET registrations/id":
        return {
          operation: "registration",
          reference: null,
          run: () => readRegistration(bank, id ?? "", form),
        };
      case "DELETE registrations/id":
        return {
          operation: "registration",
          reference: null,
          run: () => forgetRegistration(bank, id ?? "", form),
        };
      case "POST payments/id": {
        const type = form.get("paymentType");
        const operation = isFollowUpOperation(type) ? followUpOperations[type] : "payment";
        return { operation, reference: named, run: () => followUp(bank, id ?? "", form) };
      }
      case "GET payments/id": {
        const reference = books.booking(id ?? "")?.reference ?? null;
        return { operation: "payment", reference, run: () => readPayment(id ?? "", form) };
      }
      case "GET query":
        return { operation: "query", reference: named, run: () => query(bank, form) };
      case "GET query/id": {
        const reference = books.booking(id ?? "")?.reference ?? null;
        return { operation: "query", reference, run: () => queryById(bank, id ?? "", form) };
      }
      default:
        return null;
    }
  };
}

export async function unauthorised(bank: Bank): Promise<Reply> {
  return refuse("800.900.300", await bank.now(), 403, { id: newId() });
}

export async function unknownCall(bank: Bank): Promise<Reply> {
  return refuse("200.300.404", await bank.now(), 404);
}
