import type { Metadata } from "next";
import { Field } from "@/components/ui/field";
import { VisitorForm } from "../visitor-form";
import { VisitorPage } from "../visitor-page";
import { askForLink } from "./actions";

export const metadata: Metadata = { title: "Forgotten password" };

export default function ForgottenPasswordPage() {
  return (
    <VisitorPage title="Forgotten password">
      <p className="mb-6 text-15">
        Enter the e-mail address that you sign in with. A link to choose a new password is sent there.
      </p>
      <VisitorForm send={askForLink} act="Send link" working="Sending …">
        <Field label="E-mail" name="email" type="email" autoComplete="username" required />
      </VisitorForm>
      <p className="mt-6 text-13">
        <a href="/sign-in" className="text-accent underline">
          Back to sign in
        </a>
      </p>
    </VisitorPage>
  );
}
