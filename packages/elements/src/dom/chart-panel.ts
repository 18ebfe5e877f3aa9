import type { Drawing } from "../chart/drawing.ts";
import { html } from "./build.ts";
import { isShortcut } from "./is-shortcut.ts";

/** What a panel of a chart is told when it is made. */
export interface ChartPanelOptions {
  readonly title: string;
  /** What the marks stand for: "Interval". */
  readonly mark: string;
  /** A mark was pointed at, or chosen with the keys. */
  pick(mark: number): void;
}

/** What a panel shows. */
interface ChartContent {
  draw(width: number): Drawing;
  readonly count: number;
  readonly selected: number;
  /** The chosen mark in words. */
  readonly words: string;
}

/** A chart on the page, which is drawn anew when its room changes. */
export interface ChartPanel {
  readonly root: HTMLElement;
  show(content: ChartContent): void;
  /** What is drawn, for a file; undefined before there is something, and where the panel shows nothing. */
  drawing(): SVGSVGElement | undefined;
  setTitle(title: string): void;
}

/** Width of a chart [pixels] that had no room on the page yet. */
const usualWidth = 640;

/** Makes a panel in which marks are chosen with the pointer, or as on a slider with the keys. */
export function createChartPanel({ title, mark, pick }: ChartPanelOptions): ChartPanel {
  const heading = html("h3", {}, title);
  const chart = html("div", {
    class: "chart",
    part: "chart",
    tabindex: 0,
    role: "slider",
    "aria-valuemin": 1,
    "aria-valuemax": 1,
    "aria-valuenow": 1,
  });
  const root = html("div", { class: "panel", part: "panel" }, heading, chart);
  let content: ChartContent | undefined;
  let drawn: Drawing | undefined;
  let width = 0;
  const setTitle = (words: string) => {
    heading.textContent = words;
    chart.setAttribute("aria-label", `${mark}: ${words}`);
  };
  const draw = (room = width) => {
    drawn = undefined;
    if (content === undefined || room === 0) return;
    drawn = content.draw(room);
    chart.replaceChildren(drawn.root);
    chart.setAttribute("aria-valuemax", String(Math.max(1, content.count)));
    chart.setAttribute("aria-valuenow", String(Math.min(content.count, content.selected + 1) || 1));
    chart.setAttribute("aria-valuetext", content.words);
  };
  const choose = (wanted: number) => {
    if (content === undefined || content.count === 0) return;
    const next = Math.min(content.count - 1, Math.max(0, wanted));
    if (next !== content.selected) pick(next);
  };
  setTitle(title);
  // The heading is as wide, and no drawing changes its height, which would be told as an error of the page.
  new ResizeObserver(([{ contentRect }]) => {
    // One that is hidden keeps the room that it had.
    if (contentRect.width === 0 || Math.abs(contentRect.width - width) < 1) return;
    width = Math.floor(contentRect.width);
    draw();
  }).observe(heading);
  // A finger that taps never moves.
  for (const name of ["pointermove", "click"] as const) {
    chart.addEventListener(name, (event) => {
      const box = chart.getBoundingClientRect();
      const found = drawn?.pick(event.clientX - box.left, event.clientY - box.top);
      if (found !== undefined) choose(found);
    });
  }
  chart.addEventListener("keydown", (event) => {
    if (isShortcut(event)) return;
    const next = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
    const ends = { Home: 0, End: Number.MAX_SAFE_INTEGER }[event.key];
    if ((next === undefined && ends === undefined) || content === undefined) return;
    event.preventDefault();
    choose(ends ?? content.selected + (next ?? 0));
  });
  return {
    root,
    show(next) {
      content = next;
      draw();
    },
    drawing() {
      if (root.hidden) return undefined;
      if (drawn === undefined) draw(usualWidth);
      return drawn?.root;
    },
    setTitle,
  };
}
