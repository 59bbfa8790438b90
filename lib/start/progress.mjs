/**
 * Does one step of the work and says so: what, how long it usually takes, and in the end how long it took. A step that
 * takes long shows that it moves, and where it is: in place on a terminal, and by a line now and then elsewhere.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @param {{ usually?: string, at?: () => string }} [about] how long it takes on a usual machine, and where it is now
 * @returns {Promise<T>}
 */
export async function step(what, work, { usually, at = () => "" } = {}) {
  const since = Date.now();
  const out = process.stdout;
  if (usually) out.write(`  ${what}: usually ${usually}\n`);
  let toldAt = since;
  const timer = setInterval(() => {
    if (out.isTTY) {
      const line = `  ${what} ... ${seconds(since)}  ${at()}`;
      out.write(`\r\x1b[2K${line.trimEnd().slice(0, (out.columns || 80) - 1)}`);
    } else if (Date.now() - toldAt >= 15_000) {
      toldAt = Date.now();
      out.write(`${`  ${what} ... ${seconds(since)}  ${at()}`.trimEnd()}\n`);
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
    end(`${what}: not completed`);
    throw error;
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
