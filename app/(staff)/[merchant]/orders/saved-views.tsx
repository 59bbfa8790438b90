"use client";
import { Bookmark, Pencil, Plus, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { AwakeButton } from "@/components/ui/early-press";
import { ListLink } from "@/components/ui/list-link";
import type { Choices } from "./use-choices";

/** States of the list that somebody named, as tabs beside its own; and the way to name this one, or to change its name. */
export function SavedViews({ merchant, query, choices }: SavedViewsProps) {
  const [isOpen, setOpen] = useState(false);
  const here = choices.views.find((view) => view.query === query);
  const mayName = query !== "" && !here;
  const mayChange = here !== undefined;
  return (
    <>
      {choices.views.map((view) => {
        const Icon = view.isShared ? Users : Bookmark;
        return (
          <ListLink
            key={view.id}
            href={`/${merchant}/orders?${view.query}`}
            aria-current={view.id === here?.id ? "page" : undefined}
            title={view.isShared ? "Shared with the team" : "Your view"}
            className={`-mb-px inline-flex items-center gap-1.5 border-b-2 px-1.5 py-2 text-13 whitespace-nowrap first-of-type:ml-4 sm:px-3 ${view.id === here?.id ? "border-accent font-medium text-ink" : "border-transparent text-quiet hover:text-ink"}`}
          >
            <Icon size={14} strokeWidth={1.5} aria-hidden />
            {view.name}
          </ListLink>
        );
      })}
      {mayName || mayChange ? (
        <AwakeButton
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onPointerEnter={fetchForm}
          onFocus={fetchForm}
          onClick={() => setOpen(true)}
          className="inline-flex items-center gap-1.5 rounded-control px-3 py-2 text-13 whitespace-nowrap text-quiet hover:text-ink"
        >
          {mayName ? (
            <Plus size={14} strokeWidth={1.5} aria-hidden />
          ) : (
            <Pencil size={14} strokeWidth={1.5} aria-hidden />
          )}
          {mayName ? "Save view" : "Change view"}
        </AwakeButton>
      ) : null}
      {isOpen ? (
        <Suspense>
          <ViewForm
            merchant={merchant}
            query={query}
            view={here ?? null}
            setViews={choices.setViews}
            close={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  );
}

type SavedViewsProps = {
  merchant: string;
  /** What the list's address says behind the question mark, without the place in it. */
  query: string;
  choices: Choices;
};

const fetchForm = () => import("./view-form");
const ViewForm = lazy(fetchForm);
