import { SandboxChip } from "@/components/sandbox-chip";
import { isPermitted } from "@/lib/auth/permissions";
import type { Staff } from "@/lib/auth/staff";
import { readClock } from "@/lib/clock";
import { database } from "@/lib/database";
import { sayDay, sayInstant, sayTime } from "@/lib/domain/value/calendar";
import { env } from "@/lib/env";
import { moveTime } from "./actions";

/** Nothing in live mode. In the sandbox it says so, and offers its clock, its mailbox and its cards. */
export async function StaffSandboxChip({ staff }: { staff: Staff }) {
  if (env().mode !== "sandbox") return null;
  const clock = await readClock(database());
  const say = (at: number) => `${sayInstant(at, staff.user.timeZone)} ${staff.user.timeZone}`;
  return (
    <SandboxChip
      merchant={staff.merchant.code}
      day={`${sayDay(clock.now, staff.user.timeZone).replace(/ \d+$/, "")}, ${sayTime(clock.now, staff.user.timeZone)}`}
      now={say(clock.now)}
      movingTo={clock.movingTo === null ? null : say(clock.movingTo)}
      move={isPermitted(staff.role, "administration") ? moveTime : null}
      hasMailbox={isPermitted(staff.role, "payments")}
    />
  );
}
