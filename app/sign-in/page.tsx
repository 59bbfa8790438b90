import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { demoMerchants, demoPassword, demoStaff } from "@/lib/auth/demo-staff";
import { knownEmails } from "@/lib/auth/known-emails";
import { signedIn } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { signInWithPassword } from "./actions";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Asked = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Asked) {
  if (await signedIn()) redirect("/");
  const { next } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[400px] flex-col justify-center px-4 py-12">
      <p className="text-15 font-semibold text-accent">Tenor</p>
      <h1 className="mt-1 mb-6 text-24 font-semibold">Sign in</h1>
      <SignInForm
        enter={signInWithPassword}
        next={typeof next === "string" ? next : undefined}
        demo={env().mode === "sandbox" ? await demoPeople() : null}
      />
    </main>
  );
}

/** Whom the demo has really made here; nobody in an installation without it. */
async function demoPeople() {
  const known = await knownEmails(
    database(),
    demoStaff.map(({ email }) => email),
  );
  const nameOf = (code: string) => demoMerchants.find((merchant) => merchant.code === code)?.name ?? code;
  const people = demoStaff
    .filter(({ email }) => known.has(email))
    .map(({ email, role, merchants }) => ({ email, role, merchants: merchants.map(nameOf).join(" and ") }));
  return people.length > 0 ? { password: demoPassword, people } : null;
}
