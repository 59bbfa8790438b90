import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { Time } from "@/components/ui/time";
import { deviceInWords } from "@/lib/auth/device-words";
import type { OwnSession } from "@/lib/auth/sessions";
import { ActForm } from "../settings/act-form";
import { endOne, endOthers } from "./actions";

/** Where the person is signed in, and a button to end each session but this one. */
export function Sessions({ sessions, own, merchant, zone }: SessionsProps) {
  return (
    <div className="max-w-[960px]">
      <FoldingTable
        label="Sessions"
        columns={columns}
        rows={sessions.map(({ id, userAgent, address, startedAt, lastSeenAt }) => {
          const device = deviceInWords(userAgent);
          return {
            key: id,
            cells: {
              device,
              address: <span className="break-all">{address || "Unknown address"}</span>,
              since: <Time at={startedAt} zone={zone} />,
              seen: <Time at={lastSeenAt ?? startedAt} zone={zone} />,
              end:
                id === own ? (
                  <span className="text-quiet">This session</span>
                ) : (
                  <ActForm
                    action={endOne}
                    carries={{ merchant, session: id }}
                    act={
                      <>
                        End<span className="sr-only"> the session of {device}</span>
                      </>
                    }
                    working="…"
                    kind="plain"
                    isInline
                  />
                ),
            },
          };
        })}
      />
      {sessions.length > 1 ? (
        <div className="mt-4">
          <ActForm
            action={endOthers}
            carries={{ merchant }}
            act="End all other sessions"
            working="Ending …"
            kind="plain"
            isInline
          />
        </div>
      ) : null}
    </div>
  );
}

const columns: readonly FoldingColumn[] = [
  { id: "device", header: "Device", phone: "max-sm:col-start-1 max-sm:row-start-1 font-medium" },
  { id: "address", header: "Address", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  {
    id: "since",
    header: "Signed in",
    phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-3",
    tag: "Signed in",
  },
  {
    id: "seen",
    header: "Last seen",
    phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-4",
    tag: "Last seen",
  },
  {
    id: "end",
    header: <span className="sr-only">End</span>,
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:row-span-2 max-sm:text-right",
  },
];

type SessionsProps = { sessions: OwnSession[]; own: string; merchant: string; zone: string };
