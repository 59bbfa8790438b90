"use client";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf, complaintsByField } from "@/components/ui/complaint";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import { importHref } from "./import-href";
import { ProgressBar } from "./progress-bar";
import { sendPieces } from "./send-pieces";

/** Chooses a file, or takes one that is dropped on it, and sends it piece by piece. */
export function FileChoice({ merchant, announce }: { merchant: string; announce: Action<string> }) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [sent, setSent] = useState<number | null>(null);
  const [wrong, setWrong] = useState("");
  const [answer, setAnswer] = useState<ActionResult<string> | null>(null);
  const [isOver, setIsOver] = useState(false);

  async function send(file: File) {
    setWrong("");
    const begun = await answerOrRefusal(
      announce(null, { merchant, fileName: file.name, size: String(file.size) }),
      "Choose the file again.",
    );
    setAnswer(begun);
    if (begun.is !== "done") return setWrong(complaintsByField(begun).file ?? complaintOf(begun));
    setSent(0);
    const failed = await sendPieces(file, `${importHref(merchant, begun.value)}/pieces`, setSent);
    if (failed === null) return router.push(importHref(merchant, begun.value));
    setSent(null);
    setWrong(failed);
  }
  function choose(files: FileList | null) {
    const [file] = files ?? [];
    if (file) void send(file);
    if (input.current) input.current.value = "";
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (sent === null) choose(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the field in it, also by keyboard
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={`rounded-panel border-2 border-dashed px-4 py-8 text-center text-13 ${isOver ? "border-accent bg-selected" : "border-line-strong bg-panel"}`}
    >
      {sent === null ? (
        <>
          <FileUp size={24} strokeWidth={1.5} aria-hidden className="mx-auto mb-3 text-quiet" />
          <label htmlFor={id} className="mb-2 block font-medium">
            CSV file with customers
          </label>
          <input
            ref={input}
            id={id}
            type="file"
            accept=".csv,.txt,text/csv"
            aria-invalid={wrong ? true : undefined}
            aria-describedby={`${id}-hint ${id}-wrong`}
            onChange={(event) => choose(event.target.files)}
            className={`mx-auto block max-w-full text-13 text-quiet file:mr-3 file:cursor-pointer file:border-0 ${fileButton}`}
          />
          <p id={`${id}-hint`} className="mt-3 text-12 text-quiet">
            Choose a file or drop it here. Up to 50 MB and 200,000 rows. Nothing is imported before you have
            seen a preview.
          </p>
        </>
      ) : (
        <ProgressBar label="Uploading the file" value={sent} says={`${Math.floor(sent * 100)} %`} />
      )}
      <p id={`${id}-wrong`} role="alert" className={wrong ? "mt-3 text-13 text-red" : "sr-only"}>
        {wrong}
        <SignInAgain answer={answer} />
      </p>
    </div>
  );
}

/** The browser's own button, as those of the pages look. */
const fileButton =
  "file:h-8 file:rounded-control file:bg-accent file:px-3 file:font-medium file:text-on-accent hover:file:bg-accent-strong";
