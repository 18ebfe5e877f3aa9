/** @typedef {Record<string, unknown>} Row */

/**
 * The numbers that a figure shows: the longest of its data that have a place and a value. Undefined where it shows none, as a map.
 * @param {object} spec Vega-Lite.
 * @returns {{ names: string[], rows: unknown[][] } | undefined}
 */
export function figureData(spec) {
  const views = viewsOf(spec);
  const all = views.map(({ data }) => data?.values).filter(isMeasured);
  // Points before the bands of their models.
  const points = all.filter(([first]) => typeof first.y === "number");
  const sets = points.length > 0 ? points : all;
  const longest = sets.reduce((best, set) => (best && best.length >= set.length ? best : set), sets[0]);
  if (longest === undefined) return undefined;
  const titles = { x: titleOf(views, "x"), y: titleOf(views, "y") };
  const isTold = (/** @type {unknown} */ value) => value !== "" && value !== false && value !== undefined;
  const keys = Object.keys(longest[0]).filter((key) => longest.some((row) => isTold(row[key])));
  return { names: keys.map((key) => nameOf(key, titles)), rows: longest.map((row) => keys.map((key) => row[key])) };
}

/** Data as the text of a CSV file. @param {{ names: string[], rows: unknown[][] }} data */
export function csvOf({ names, rows }) {
  const cell = (/** @type {unknown} */ value) => {
    const text = String(value ?? "");
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [names, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/** A view and all views inside it. @param {any} spec @returns {any[]} */
function viewsOf(spec) {
  const inner = [spec.layer, spec.hconcat, spec.vconcat, spec.concat].filter(Array.isArray).flat();
  return [spec, ...inner.flatMap(viewsOf)];
}

/** Outlines, ticks and images lie on pixels, and are no measurements. @param {unknown} set @returns {set is Row[]} */
function isMeasured(set) {
  const first = Array.isArray(set) && set.length > 1 ? set[0] : undefined;
  if (typeof first?.x !== "number") return false;
  return Number.isFinite(first.y ?? first.value) && !("order" in first || "kind" in first || "x2" in first);
}

/** Times have two axes: the one in days is that of the numbers. @param {any[]} views @param {"x" | "y"} channel @returns {string} */
function titleOf(views, channel) {
  const titles = views
    .map(({ encoding }) => encoding?.[channel]?.axis?.title ?? encoding?.[channel]?.title)
    .filter((title) => typeof title === "string" && title !== "");
  return titles.find((title) => title.startsWith("MJD")) ?? titles[0] ?? channel;
}

/** @param {string} key @param {{ x: string, y: string }} titles */
function nameOf(key, titles) {
  const [, axis, part] = /^(x|y|value)(Low|High|Error)?$/.exec(key) ?? [];
  if (axis === undefined) return key === "isLimit" ? "upper limit" : key;
  const title = axis === "x" ? titles.x : titles.y;
  return part === undefined ? title : `${title}, ${part.toLowerCase()}`;
}
