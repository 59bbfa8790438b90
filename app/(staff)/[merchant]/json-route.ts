import type { NextRequest } from "next/server";
import { type Admitted, admit } from "@/lib/auth/admission";
import type { Permission } from "@/lib/auth/permissions";
import { signedIn } from "@/lib/auth/require-staff";
import { staffAt } from "@/lib/auth/staff";

/**
 * A route that tells a script of ours something, as JSON: 401 to whoever is signed out, and 404 where the merchant, the
 * role or what is asked for does not exist for the person. The session is asked for once.
 */
export function jsonRoute<Params extends { merchant: string }>(
  permission: Permission,
  answer: (staff: Admitted, request: NextRequest, params: Params) => Promise<object | null>,
) {
  return async (request: NextRequest, given: { params: Promise<Params> }): Promise<Response> => {
    const person = await signedIn();
    if (!person) return said(null, 401);
    const params = await given.params;
    const staff = staffAt(person, params.merchant);
    const admitted = staff && admit(staff, permission);
    const found = admitted && (await answer(admitted, request, params));
    return found ? said(found, 200) : said(null, 404);
  };
}

function said(found: object | null, status: number): Response {
  return Response.json(found, { status, headers: { "cache-control": "private, no-store" } });
}
