import fc from "fast-check";
import { anyNumber, anyText } from "./values.mjs";

const nat = fc.nat();

const anyValue = fc.oneof(
  { weight: 3, arbitrary: anyNumber },
  { weight: 3, arbitrary: anyText },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, true, false, [], {}, [[]], [null], Number.NaN, Number.POSITIVE_INFINITY),
  },
  { weight: 1, arbitrary: fc.array(anyNumber, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    // Node itself writes and copies some 3000 levels.
    arbitrary: fc.integer({ min: 1, max: 1500 }).map((depth) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constant(0)
      .map(() => JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}')),
  },
);

/** @param {readonly string[]} keys */
const jsonChange = (keys) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant("value"), at: nat, value: anyValue }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("quantity"),
        at: nat,
        value: fc
          .tuple(anyNumber, fc.constantFrom("TeV", "GeV", "deg", "s", "d", "", "arcmin", "cm-2 s-1 TeV-1"))
          .map(([n, unit]) => `${n} ${unit}`),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("drop"), at: nat }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("insert"), at: nat, key: fc.constantFrom(...keys), value: anyValue }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("move"), at: nat, other: nat }) },
  );

/** How plain data are damaged. @typedef {{ seed: number, changes: any[] }} JsonDamage */

/** @param {readonly string[]} keys Keys that the data may have. @returns {fc.Arbitrary<JsonDamage>} */
export function jsonDamage(keys) {
  return fc.record({ seed: fc.nat(99), changes: fc.array(jsonChange(keys), { minLength: 1, maxLength: 4 }) });
}

/** The damaged data. @param {object} healthy @param {JsonDamage} damage @returns {any} */
export function damageJson(healthy, { changes }) {
  const data = structuredClone(healthy);
  // Values are copied: the same one may be drawn twice, and a later change may go into it.
  for (const change of changes) changeJson(data, structuredClone(change));
  return data;
}

/** All places of plain data: a holder and a key. @param {any} data @returns {[any, string][]} */
function placesOf(data, depth = 0) {
  if (typeof data !== "object" || data === null || depth > 20) return [];
  return Object.keys(data).flatMap((key) => [[data, key], ...placesOf(data[key], depth + 1)]);
}

/** @param {any} data @param {any} change */
function changeJson(data, change) {
  const places = placesOf(data);
  if (places.length === 0) return;
  const [holder, key] = places[change.at % places.length];
  switch (change.kind) {
    case "drop":
      delete holder[key];
      break;
    case "insert":
      put(Array.isArray(holder) ? data : holder, change.key, change.value);
      break;
    case "move": {
      const [other, otherKey] = places[change.other % places.length];
      put(holder, key, structuredClone(other[otherKey]));
      break;
    }
    default:
      put(holder, key, change.value);
  }
}

/** @param {any} holder @param {string} key @param {unknown} value */
function put(holder, key, value) {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
