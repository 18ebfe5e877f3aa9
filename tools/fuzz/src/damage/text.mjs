import fc from "fast-check";
import { anyNumber, anyText } from "./values.mjs";

const nat = fc.nat();

const textChange = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("number"), at: nat, text: anyNumber.map(String) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("word"), at: nat, text: anyText }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("insert"), at: nat, text: anyText }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("leave-out"), at: nat, length: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("repeat"),
      at: nat,
      length: fc.nat(60),
      times: fc.constantFrom(2, 10, 1000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("line"), at: nat, other: nat }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cut"), at: nat }) },
);

/** How a text is damaged. @typedef {{ seed: number, changes: any[] }} TextDamage */

/** @param {readonly string[]} words Words of the format. @returns {fc.Arbitrary<TextDamage>} */
export function textDamage(words) {
  const own = fc.record({ kind: fc.constantFrom("insert", "word"), at: nat, text: fc.constantFrom(...words) });
  return fc.record({ seed: fc.nat(99), changes: fc.array(fc.oneof(textChange, textChange, own), { maxLength: 6 }) });
}

/** The damaged text. @param {string} healthy @param {TextDamage} damage */
export function damageText(healthy, { changes }) {
  return changes.reduce(changeText, healthy);
}

/** @param {string} text @param {any} change @returns {string} */
function changeText(text, change) {
  const at = text.length === 0 ? 0 : change.at % text.length;
  switch (change.kind) {
    case "number":
      return replaceNth(text, /[-+]?\d+\.?\d*(?:[eE][-+]?\d+)?/g, change.at, change.text);
    case "word":
      return replaceNth(text, /[A-Za-z_]\w*/g, change.at, change.text);
    case "insert":
      return text.slice(0, at) + change.text + text.slice(at);
    case "leave-out":
      return text.slice(0, at) + text.slice(at + change.length);
    case "repeat":
      return text.slice(0, at) + text.slice(at, at + change.length).repeat(change.times) + text.slice(at);
    case "line": {
      const lines = text.split("\n");
      const [a, b] = [change.at % lines.length, change.other % lines.length];
      [lines[a], lines[b]] = [lines[b], lines[a]];
      return lines.join("\n");
    }
    default:
      return text.slice(0, at);
  }
}

/** @param {string} text @param {RegExp} pattern @param {number} n @param {string} by */
function replaceNth(text, pattern, n, by) {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { index, 0: word } = found[n % found.length];
  return text.slice(0, index) + by + text.slice(index + word.length);
}
