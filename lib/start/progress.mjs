/**
 * Does one step of the work and says so: what, and in the end how long it took. A step that takes long shows
 * that it is alive, in place on a terminal and by a line now and then elsewhere.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const since = Date.now();
  const out = process.stdout;
  let toldAt = since;
  const timer = setInterval(() => {
    if (out.isTTY) {
      out.write(`\r\x1b[2K  ${what} ... ${seconds(since)}`);
    } else if (Date.now() - toldAt >= 15_000) {
      toldAt = Date.now();
      out.write(`  ${what} ... ${seconds(since)}\n`);
    }
  }, 500);
  if (out.isTTY) out.write(`  ${what} ...`);
  const end = (/** @type {string} */ text) => {
    clearInterval(timer);
    out.write(`${out.isTTY ? "\r\x1b[2K" : ""}  ${text}\n`);
  };
  try {
    const result = await work();
    end(`${what} (${seconds(since)})`);
    return result;
  } catch (error) {
    end(`${what}: not done`);
    throw error;
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
