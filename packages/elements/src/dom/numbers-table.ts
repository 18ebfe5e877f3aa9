import { html } from "./build.ts";

/** The numbers of charts as a table. */
export interface NumbersTable {
  readonly root: HTMLDetailsElement;
  /** What the table has now; it is only made where a person looks. */
  show(content: () => TableContent): void;
}

/** Heads and rows of texts. */
interface TableContent {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly selected: number;
}

/** A table that opens on demand, for those who would rather read than look. */
export function createNumbersTable(caption: string): NumbersTable {
  const body = html("div", { class: "table", tabindex: 0, role: "region", "aria-label": caption });
  const root = html("details", {}, html("summary", {}, caption), body);
  let latest: (() => TableContent) | undefined;
  const draw = () => {
    if (!root.open || latest === undefined) return;
    const { heads, rows, selected } = latest();
    body.replaceChildren(
      html(
        "table",
        {},
        html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
        html(
          "tbody",
          {},
          ...rows.map((row, k) =>
            html("tr", { class: k === selected && "picked" }, ...row.map((cell) => html("td", {}, cell))),
          ),
        ),
      ),
    );
  };
  root.addEventListener("toggle", draw);
  return {
    root,
    show(content) {
      latest = content;
      draw();
    },
  };
}

/** A value with its error, as precise as the error allows; a dash where there is none. */
export function measurementText(value: number | null, error: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  if (error === null || !Number.isFinite(error)) return value.toPrecision(4);
  const size = Math.max(Math.abs(value), Math.abs(error));
  const power = size >= 1e4 || size < 1e-2 ? Math.floor(Math.log10(size || 1)) : 0;
  const factor = 10 ** -power;
  const digits = Math.max(0, 1 - Math.floor(Math.log10(error * factor || 1)));
  const text = `${(value * factor).toFixed(Math.min(6, digits))} ± ${(error * factor).toFixed(Math.min(6, digits))}`;
  return (power === 0 ? text : `(${text})e${power}`).replaceAll("-", "−");
}
