import { readdirSync, readFileSync } from "node:fs";
import { parseResult } from "@gammakit/analysis";
import fc from "fast-check";
import { damageJson, jsonDamage } from "../damage/json.mjs";
import { damageText, textDamage } from "../damage/text.mjs";
import { claim, survives } from "../survives.mjs";

const folder = new URL("../../../../packages/analysis/test/fixtures/results/v1/", import.meta.url);
const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
const contents = texts.map((text) => JSON.parse(text));

const words = [
  "gammakit/toys/1",
  "gammakit/spectrum/2",
  "gammakit/light-curve/0",
  "gammakit/flux-profile/999999999",
  "gammakit/constructor/1",
  "gammakit/__proto__/1",
  '"schema": ',
  '"__proto__": {"polluted": 1},',
  '"bins": null,',
  '"rows": {},',
  "null",
  "[]",
  "{}",
  "NaN",
];
const keys = [...new Set(contents.flatMap((content) => Object.keys(content))), "__proto__", "constructor", "toString"];

/** Stored results, damaged as text and as data. @type {import("./targets.mjs").Target} */
export const results = {
  arbitrary: fc.oneof(textDamage(words), jsonDamage(keys)).chain((damage) =>
    fc.record({
      which: fc.nat(texts.length - 1),
      schema: fc.option(fc.constantFrom(...words.slice(0, 6), "", "gammakit/toys/1 ", "x".repeat(100_000), 1, null)),
      damage: fc.constant(damage),
    }),
  ),
  async run({ which, schema, damage }) {
    const isText = damage.changes.some((/** @type {any} */ { text, length, kind }) => text ?? length ?? kind === "cut");
    const content = isText ? undefined : damageJson(contents[which], damage);
    if (content !== undefined && schema !== null) content.schema = schema;
    const text = content === undefined ? damageText(texts[which], damage) : JSON.stringify(content);
    await survives(() => {
      const result = parseResult(text, "result.json");
      claim(Array.isArray(result.warnings), "a result has a list of warnings");
      claim(typeof result.provenance === "object" && result.provenance !== null, "a result says where it comes from");
      claim(typeof result.job === "object" && result.job !== null, "a result has its job");
      claim(parseResult(JSON.stringify(result)).schema === result.schema, "a result that was read is read again");
    });
  },
};
