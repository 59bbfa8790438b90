/**
 * Stands for `vitest` where the tests of the rules are loaded once and run again for every planted fault: it keeps
 * what they declare. What they expect is checked by Vitest's own `expect`.
 */
export const declared = [];
const open = [];

export function describe(name, body) {
  open.push(name);
  body();
  open.pop();
}

export function it(name, body) {
  declared.push({ name: [...open, name].join(" "), body });
}

export const test = it;

describe.each = each(describe);
it.each = each(it);

function each(declare) {
  return (rows) => (name, body) => {
    rows.forEach((row, place) => {
      const given = Array.isArray(row) ? row : [row];
      declare(`${name} (${place + 1})`, () => body(...given));
    });
  };
}
