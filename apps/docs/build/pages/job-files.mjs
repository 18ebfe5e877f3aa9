import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jobJsonSchema } from "@gammakit/analysis";
import { table } from "../markdown.mjs";
import { docs } from "../places.mjs";

/** @type {readonly (readonly [import("@gammakit/analysis").JobName, string])[]} */
const jobs = [
  ["time-resolved-spectroscopy", "flare.yaml"],
  ["flux-profile", "galactic-plane.yaml"],
  ["spectrum", "crab-spectrum.yaml"],
  ["spectrum-files", "joint-crab.yaml"],
  ["flux-points-fit", "crab-points.yaml"],
  ["light-curve", "flare-light-curve.yaml"],
  ["toys", "flare-toys.yaml"],
];

/** Keys deeper than this are summed up in one line. */
const deepest = 3;

/** The keys of each job, and an example that CI runs. */
export function jobFilesPage() {
  return jobs
    .map(([job, example]) => {
      const schema = jobJsonSchema(job);
      const rows = keysOf(schema, schema, "", 0);
      const yaml = readFileSync(join(docs, "examples", example), "utf8");
      return `## ${job}\n\n${table(["key", "value", "default"], rows)}\n\n### Example: ${example}\n\n\`\`\`yaml\n${yaml}\`\`\`\n`;
    })
    .join("\n");
}

/**
 * @typedef {Record<string, any>} Schema
 * @param {Schema} node @param {Schema} root @param {string} path @param {number} depth
 * @returns {string[][]}
 */
function keysOf(node, root, path, depth) {
  const { properties = {}, required = [] } = resolve(node, root);
  return Object.entries(properties).flatMap(([key, raw]) => {
    const value = resolve(raw, root);
    const name = path === "" ? key : `${path}.${key}`;
    const isNeeded = required.includes(key) && raw.default === undefined;
    const row = [`\`${name}\``, words(value, root), isNeeded ? "*needed*" : defaultOf(raw)];
    return [row, ...(depth < deepest ? inner(value, root, name, depth) : [])];
  });
}

/** Keys inside a value: of an object, of the elements of a list, of each of its forms. @param {Schema} value @param {Schema} root @param {string} name @param {number} depth @returns {string[][]} */
function inner(value, root, name, depth) {
  const forms = value.oneOf ?? value.anyOf;
  if (forms) {
    const resolved = forms.map((/** @type {Schema} */ form) => resolve(form, root));
    // Where one block may stand for a list of them, the keys of the list are the same.
    const isOneOrMore = resolved.some(
      (/** @type {Schema} */ form) => (form.type !== "array" && form.type !== undefined) || form.oneOf,
    );
    return merged(
      resolved
        .filter((/** @type {Schema} */ form) => !(isOneOrMore && form.type === "array"))
        .map((/** @type {Schema} */ form) => ({
          kind: form.properties?.type?.const,
          rows: inner(form, root, name, depth),
        })),
    );
  }
  if (value.type === "array" && value.items) return inner(resolve(value.items, root), root, `${name}[]`, depth);
  // A job in a job has the keys of its own section.
  return value.properties && !value.properties.job ? keysOf(value, root, name, depth + 1) : [];
}

/** The keys of all forms, each once; one that only forms of some kinds have says of which. @param {{ kind?: string, rows: string[][] }[]} forms */
function merged(forms) {
  const keys = [...new Set(forms.flatMap(({ rows }) => rows.map(([key]) => key)))];
  return keys.map((key) => {
    const having = forms.filter(({ rows }) => rows.some((row) => row[0] === key));
    const found = having.map(({ rows }) => /** @type {string[]} */ (rows.find((row) => row[0] === key)));
    const isOfSome = having.length < forms.length && having.every(({ kind }) => kind !== undefined);
    const where = isOfSome ? ` (${having.map(({ kind }) => `\`${kind}\``).join(", ")} only)` : "";
    const [[, value, standard]] = found;
    const all = key.endsWith(".type`") ? [...new Set(found.map((row) => row[1]))].join(", ") : value;
    return [key, `${all}${where}`, standard];
  });
}

/** @param {Schema} node @param {Schema} root @returns {Schema} */
function resolve(node, root) {
  if (!node.$ref) return node;
  const target = node.$ref
    .split("/")
    .slice(1)
    .reduce((/** @type {any} */ at, /** @type {string} */ key) => at?.[key], root);
  return { ...target, ...node, $ref: undefined };
}

/** What a value may be. @param {Schema} value @param {Schema} root @returns {string} */
function words(value, root) {
  if (value.const !== undefined) return `\`${value.const}\``;
  if (value.enum) return value.enum.map((/** @type {string} */ one) => `\`${one}\``).join(", ");
  if (value.description) return value.description + range(value);
  const forms = value.oneOf ?? value.anyOf;
  if (forms) {
    const all = forms.map((/** @type {Schema} */ form) => words(resolve(form, root), root));
    return [...new Set(all)].join("; or ");
  }
  if (value.type === "array") {
    if (value.prefixItems) return `list of ${value.prefixItems.length}`;
    return `list of ${value.items ? words(resolve(value.items, root), root) : "anything"}`;
  }
  if (value.type === "object") {
    if (value.properties?.job) return `job of kind \`${resolve(value.properties.job, root).const}\``;
    const kind = value.properties?.type?.const;
    return kind ? `block \`type: ${kind}\`` : "block";
  }
  return `${Array.isArray(value.type) ? value.type.join(" or ") : (value.type ?? "anything")}${range(value)}`;
}

/** @param {Schema} value */
function range({ minimum, maximum, exclusiveMinimum }) {
  const low = exclusiveMinimum !== undefined ? `above ${exclusiveMinimum}` : minimum > -9e15 ? `from ${minimum}` : "";
  const high = maximum < 9e15 ? `to ${maximum}` : "";
  return low || high ? `, ${[low, high].filter(Boolean).join(" ")}` : "";
}

/** @param {Schema} raw */
function defaultOf(raw) {
  return raw.default === undefined ? "" : `\`${JSON.stringify(raw.default)}\``;
}
