/// <reference lib="dom" />
import { themes, withTheme } from "@gammakit/plot";
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

// Runs in the page of a report: draws each figure in its place, again when the paper turns dark, or another one is chosen.

interface Drawing {
  readonly name: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

const drawings = new Map(
  (JSON.parse(document.getElementById("gammakit-figures")?.textContent ?? "[]") as Drawing[]).map((drawing) => [
    drawing.name,
    drawing.spec,
  ]),
);
const dark = matchMedia("(prefers-color-scheme: dark)");
const views = new Map<Element, View>();

async function draw(place: HTMLElement, name: string): Promise<void> {
  const spec = drawings.get(name);
  if (spec === undefined) return;
  const { spec: compiled } = compile(
    withTheme(spec, themes[dark.matches ? "dark" : "light"]) as unknown as TopLevelSpec,
  );
  views.get(place)?.finalize();
  place.textContent = "";
  const view = new View(parse(compiled), { renderer: "svg", container: place, hover: true });
  views.set(place, view);
  await view.runAsync();
}

function drawAll(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-figure]")) {
    draw(place, place.dataset.figure ?? "").catch((error: unknown) => {
      place.textContent = `This figure cannot be drawn: ${error instanceof Error ? error.message : error}`;
    });
  }
}

for (const select of document.querySelectorAll<HTMLSelectElement>("[data-chooses]")) {
  select.addEventListener("change", () => {
    const place = select.closest("figure")?.querySelector<HTMLElement>("[data-figure]");
    if (!place) return;
    place.dataset.figure = select.value;
    void draw(place, select.value);
  });
}
dark.addEventListener("change", drawAll);
drawAll();
