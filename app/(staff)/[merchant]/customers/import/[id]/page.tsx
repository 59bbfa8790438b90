import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { describeImported } from "@/lib/customers/import/apply";
import { type Import, readImport } from "@/lib/customers/import/upload";
import { database } from "@/lib/database";
import { actorName } from "@/lib/domain/order/refusal";
import type { Instant } from "@/lib/domain/value/calendar";
import { IMPORT_ERRORS_KEPT_FOR } from "@/lib/domain/value/timetable";
import { ActForm } from "../../../settings/act-form";
import { discardFile } from "../actions";
import { importHref } from "../import-href";
import { counted } from "../import-words";
import { ProgressBar } from "../progress-bar";
import { FilePreview } from "./file-preview";

export const metadata: Metadata = { title: "Import customers" };

export default foundOrNot(ImportedFilePage, NotFound);

/** One file: what would come of it, how far it is, or what has come of it. */
async function ImportedFilePage({ params }: Props) {
  const { merchant, id } = await params;
  const staff = await requireStaff("payments", merchant);
  const file = (await readImport(database(), { merchantId: staff.merchantId, id })) ?? notFound();
  const { code } = staff.merchant;
  const zone = staff.user.timeZone;
  return (
    <>
      <Link href={importHref(code)} className="text-13 text-accent hover:underline">
        ← Import customers
      </Link>
      <h1 className="mt-2 mb-1 text-24 font-semibold break-words">{file.fileName}</h1>
      <p className="mb-5 text-13 text-quiet">
        Uploaded by {actorName(file.actor)}, <Time at={file.createdAt} zone={zone} />
      </p>
      <ActMessage />
      <State file={file} code={code} zone={zone} now={await businessNow(database())} />
    </>
  );
}

type Props = { params: Promise<{ merchant: string; id: string }> };

function State({ file, code, zone, now }: { file: Import; code: string; zone: string; now: Instant }) {
  switch (file.state) {
    case "uploading":
      return (
        <Useless file={file} code={code}>
          The upload is not complete: {counted(Math.floor(file.received / 1_000))} of{" "}
          {counted(Math.ceil(file.size / 1_000))} kB are here. Choose the file again to upload it.
        </Useless>
      );
    case "unreadable":
      return (
        <Useless file={file} code={code}>
          {file.unreadable} Nothing was imported.
        </Useless>
      );
    case "ready":
      return <FilePreview file={file} code={code} zone={zone} />;
    case "running":
      return <Running file={file} />;
    case "done":
      return <Result file={file} code={code} now={now} />;
  }
}

function Useless({ file, code, children }: { file: Import; code: string; children: React.ReactNode }) {
  return (
    <div className="space-y-4">
      <Notice tone="alert">
        <p>{children}</p>
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Link href={importHref(code)} className={buttonClass.primary}>
          Choose a file
        </Link>
        <ActForm
          action={discardFile}
          carries={{ merchant: code, id: file.id }}
          act="Remove"
          working="Removing"
          kind="plain"
        />
      </div>
    </div>
  );
}

function Running({ file }: { file: Import }) {
  const all = file.rowCount ?? 1;
  return (
    <div className="space-y-3">
      <KeepFresh everyMs={1_000} />
      <ProgressBar
        label="Importing"
        value={file.rowsDone / all}
        says={`${counted(file.rowsDone)} of ${counted(all)} rows`}
      />
      <p className="text-13 text-quiet">You can leave this page. The import continues.</p>
    </div>
  );
}

function Result({ file, code, now }: { file: Import; code: string; now: Instant }) {
  const hasErrors = file.faulty > 0 && now < (file.finishedAt ?? 0) + IMPORT_ERRORS_KEPT_FOR;
  return (
    <div className="space-y-4">
      <Notice tone={file.faulty > 0 ? "alert" : "info"}>
        <p role="status">{describeImported(file)}</p>
        {hasErrors ? (
          <p>
            The file of errors has these rows as they came, with the reasons. Correct them there, and import
            that file.
          </p>
        ) : null}
      </Notice>
      <div className="flex flex-wrap gap-2">
        {hasErrors ? (
          <a href={`${importHref(code, file.id)}/errors`} download className={buttonClass.primary}>
            Download the file of errors
          </a>
        ) : null}
        <Link href={`/${code}/customers`} className={buttonClass.plain}>
          Show customers
        </Link>
      </div>
    </div>
  );
}
