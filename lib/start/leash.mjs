// Loaded into every part before its own code: when the program that started it is gone, however it went, the
// part goes too, in the way it would on being asked.
import { isMainThread } from "node:worker_threads";

const holder = Number(process.env.LEASH_HELD_BY);

if (isMainThread && holder) {
  // It may be gone before the leash is on.
  if (!isAlive(holder)) process.exit(1);
  // Processes that a part forks load this too: their channel is the part's, and none of ours.
  if (process.channel && holder === process.ppid) {
    process.once("disconnect", () => {
      try {
        process.kill(-process.pid, "SIGTERM");
      } catch {
        process.kill(process.pid, "SIGTERM");
      }
    });
    // A part that has nothing left to do must be able to end.
    process.channel.unref();
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
