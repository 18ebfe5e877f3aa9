import { html } from "../dom/build.ts";
import type { ListedRun } from "../protocol.ts";
import { clockText } from "./rows.ts";

/** The runs of a store, with a box for each. */
export interface RunList {
  readonly root: HTMLElement;
  show(runs: readonly ListedRun[]): void;
  /** Checks the boxes of the runs that are used. */
  choose(ids: readonly number[]): void;
}

/** Makes the list; `change` is told the runs that a person wants. */
export function createRunList(change: (ids: readonly number[]) => void): RunList {
  const box = html("div", { class: "runs", role: "group", "aria-label": "Runs" });
  const summary = html("summary", {}, "Runs");
  const boxes = new Map<number, HTMLInputElement>();
  const chosen = () => [...boxes].filter(([, { checked }]) => checked).map(([id]) => id);
  const tell = () => {
    summary.textContent = `Runs: ${chosen().length} of ${boxes.size}`;
  };
  box.addEventListener("change", () => {
    tell();
    change(chosen());
  });
  return {
    root: html("details", { class: "panel" }, summary, box),
    show(runs) {
      boxes.clear();
      box.replaceChildren(
        ...runs.map(({ id, object, startMs }) => {
          const input = html("input", { type: "checkbox" });
          boxes.set(id, input);
          const when = startMs === null ? "" : clockText(startMs, true).slice(0, 16);
          return html("label", {}, input, html("span", {}, `${id} ${object}`), html("span", { class: "when" }, when));
        }),
      );
      tell();
    },
    choose(ids) {
      const wanted = new Set(ids);
      for (const [id, input] of boxes) input.checked = wanted.has(id);
      tell();
    },
  };
}
