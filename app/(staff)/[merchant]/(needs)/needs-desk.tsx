"use client";
import { lazy, type ReactNode, Suspense } from "react";
import type { DeskActs } from "./desk-acts";
import { DeskKeysHint } from "./desk-keys-hint";
import { NeedsRows } from "./needs-rows";
import { PickedBar } from "./picked-bar";
import type { ShownDesk } from "./read-desk";
import { useDesk } from "./use-desk";

const NeedSide = lazy(() => import("./need-side"));
const CareMenu = lazy(() => import("./care-menu"));

/** The list, the panel beside it, and the keys that lead through both. */
export function NeedsDesk({ merchant, desk, acts, head, empty, foot }: NeedsDeskProps) {
  const state = useDesk(merchant, desk.rows, acts);
  const { shown, side, care, menu, selected, chosen, openMenu, placeOf } = state;
  return (
    <div
      data-panel={side.zuid === null ? undefined : "open"}
      className="group/desk min-[1280px]:data-[panel=open]:pr-110"
    >
      {head}
      <p role="status" className="sr-only">
        {care.said}
      </p>
      {selected.length > 0 ? (
        <PickedBar
          rows={selected}
          acts={desk.mayActOnMany ? { merchant } : null}
          take={() => care.take(chosen)}
          openMenu={(kind, anchor) => openMenu(kind, chosen, anchor)}
          clear={state.clear}
        />
      ) : null}
      {shown.length === 0 ? empty : <Rows state={state} desk={desk} />}
      {shown.length === 0 ? null : (
        <div className="flex flex-wrap items-center justify-between gap-x-6">
          {foot}
          <DeskKeysHint />
        </div>
      )}
      <Suspense fallback={null}>
        {side.zuid === null ? null : (
          <NeedSide
            merchant={merchant}
            zuid={side.zuid}
            row={shown[placeOf(side.zuid)] ?? null}
            place={{ at: placeOf(side.zuid), of: shown.length }}
            isToConfirm={side.isToConfirm}
            act={acts.act}
            go={(by) => state.goTo(placeOf(side.zuid) + by)}
            openMenu={(kind, anchor) => openMenu(kind, side.zuid === null ? [] : [side.zuid], anchor)}
            close={state.closeSide}
            done={state.done}
            failed={state.failed}
          />
        )}
        {menu ? (
          <CareMenu
            key={`${menu.kind} ${menu.zuids}`}
            kind={menu.kind}
            anchor={menu.anchor}
            rows={shown.filter(({ zuid }) => menu.zuids.includes(zuid))}
            desk={desk}
            care={care}
            close={state.closeMenu}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

function Rows({ state, desk }: { state: ReturnType<typeof useDesk>; desk: ShownDesk }) {
  const { table, shown, outcomes, current, side, picked, pick, pickAll, reach, care, openMenu } = state;
  return (
    <NeedsRows
      tableRef={table}
      rows={shown}
      sections={desk.sections}
      outcomes={outcomes}
      current={current?.zuid ?? null}
      open={side.zuid}
      picked={picked}
      pick={pick}
      pickAll={pickAll}
      reach={reach}
      openSide={(zuid) => side.open(zuid)}
      take={(zuid) => care.take([zuid])}
      openMenu={(kind, zuid, anchor) => openMenu(kind, [zuid], anchor)}
    />
  );
}

type NeedsDeskProps = {
  merchant: string;
  desk: ShownDesk;
  acts: DeskActs;
  head: ReactNode;
  /** In place of the rows, where there are none. */
  empty: ReactNode;
  foot: ReactNode;
};
