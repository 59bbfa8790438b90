import { connect, isIP } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { REACH_EVERY, REACH_WITHIN } from "@/lib/domain/value/timetable";

/** Whether the gateway can be reached at all, as this process has found lately. */
export type Reach = {
  /** Takes note of a request: whether there was a connection to send it over. */
  note(reached: boolean): void;
  /** After a few in a row that had none. Nothing is sent then but by people; a probe says when it is over. */
  isAway(): boolean;
  /** Makes a connection and sends nothing over it; every two seconds at most. True: the gateway is there again. */
  probe(): Promise<boolean>;
};

export function reachOf(
  url: string,
  machineNow: () => number,
  onChange: (isAway: boolean) => void = () => undefined,
): Reach {
  let missedInRow = 0;
  let nextProbeAt = 0;
  const reach: Reach = {
    note(reached) {
      const wasAway = reach.isAway();
      missedInRow = reached ? 0 : missedInRow + 1;
      if (reach.isAway() !== wasAway) onChange(reach.isAway());
    },
    isAway: () => missedInRow >= AWAY_AFTER,
    async probe() {
      if (machineNow() < nextProbeAt) return false;
      nextProbeAt = machineNow() + REACH_EVERY;
      const reached = await canConnect(new URL(url));
      reach.note(reached);
      return reached;
    },
  };
  return reach;
}

const AWAY_AFTER = 3;

function canConnect({ protocol, hostname, port }: URL): Promise<boolean> {
  const isSecure = protocol === "https:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const to = { host, port: Number(port) || (isSecure ? 443 : 80) };
  return new Promise((resolve) => {
    const socket = isSecure ? connectSecurely(isIP(host) ? to : { ...to, servername: host }) : connect(to);
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.setTimeout(REACH_WITHIN, () => end(false));
    socket.once("error", () => end(false));
    socket.once(isSecure ? "secureConnect" : "connect", () => end(true));
  });
}
