"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useOptimistic,
} from "react";
import { frameAsked, type PopUpFrames } from "./pop-up-frame";
import { PopUpOnItsWay } from "./pop-up-on-its-way";

/**
 * A page and the pop-up that lies on it. From the moment that a link to another pop-up is pressed, that one's frame
 * stands there, until what it shows has come.
 */
export function Opening({ popUp, frames, children }: OpeningProps) {
  const router = useRouter();
  const [opening, setOpening] = useOptimistic<string | null>(null);
  const open: Open = (href, { replace = false } = {}) =>
    startTransition(() => {
      setOpening(href);
      router[replace ? "replace" : "push"](href, { scroll: false });
    });
  const { popup, act } = Object.fromEntries(new URLSearchParams(opening?.split("?")[1]));
  const frame = frameAsked(frames, { popup, act });
  return (
    <OpenPopUp value={open}>
      {children}
      {frame ? <PopUpOnItsWay {...frame} /> : popUp}
    </OpenPopUp>
  );
}

type OpeningProps = { popUp: ReactNode; frames: PopUpFrames; children: ReactNode };

/** Goes to a pop-up's address and shows its frame at once. */
export function useOpenPopUp(): Open {
  return useContext(OpenPopUp);
}

type Open = (href: string, how?: { replace?: boolean }) => void;

const OpenPopUp = createContext<Open>(() => {
  throw new Error("A pop-up can only be opened on a page that it lies on.");
});

/** A link to a pop-up of the page. */
export function PopUpLink({ href, replace = false, ...rest }: PopUpLinkProps) {
  const open = useOpenPopUp();
  return (
    <Link
      {...rest}
      href={href}
      replace={replace}
      scroll={false}
      // There are many, each another question to the database: what is pressed is fetched, and its frame is here.
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        open(href, { replace });
      }}
    />
  );
}

type PopUpLinkProps = Omit<ComponentProps<typeof Link>, "href" | "prefetch" | "scroll" | "onNavigate"> & {
  href: string;
};
