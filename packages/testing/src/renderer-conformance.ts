import type { Figure, Renderer } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { checkRefused } from "./refuses.ts";
import { checkSame } from "./same.ts";

/** How a renderer is tried. */
export interface RendererConformanceOptions {
  /** What it draws; points with a line through them where absent. */
  readonly figure?: Figure;
}

/** How files of a kind begin. */
const beginnings: Readonly<Record<string, readonly number[]>> = {
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  "image/jpeg": [0xff, 0xd8, 0xff],
  "application/pdf": [0x25, 0x50, 0x44, 0x46],
};

/**
 * What every renderer must do, as cases for any test runner:
 * `for (const { name, run } of rendererConformance(svgRenderer())) test(name, run)`.
 */
export function rendererConformance(
  renderer: Renderer,
  { figure = points }: RendererConformanceOptions = {},
): readonly ConformanceCase[] {
  const draw = async () => renderer.render(figure);
  return [
    { name: "it has an id", run: async () => check(renderer.id !== "", "The id is empty.") },
    {
      name: "says what it makes: a media type",
      run: async () => {
        const { mediaType } = renderer;
        check(/^[a-z]+\/[a-z0-9.+-]+$/.test(mediaType), `"${mediaType}" is not a media type such as "image/svg+xml".`);
      },
    },
    // First of those that draw: a change is seen once.
    {
      name: "leaves the figure as it was",
      run: async () => {
        const before = structuredClone(figure);
        await draw();
        checkSame("The figure", before, figure);
      },
    },
    { name: "draws a picture of its media type", run: async () => checkPicture(renderer, await draw()) },
    { name: "draws the same each time", run: async () => checkSame("The picture", await draw(), await draw()) },
    {
      name: "draws another picture of another figure",
      run: async () => {
        const [one, other] = [await renderer.render(points), await renderer.render(moved)];
        const isSame = one.length === other.length && [...one].every((part, i) => part === other[i]);
        check(!isSame, "Two figures with different points give the same picture.");
      },
    },
    {
      name: "refuses what is no figure",
      run: async () => {
        const broken: Figure = { kind: "vega-lite", title: "Broken", spec: { mark: 7, encoding: { x: { field: 3 } } } };
        await checkRefused("A specification that says nothing", async () => renderer.render(broken));
        const empty: Figure = { kind: "vega-lite", title: "Empty", spec: {} };
        await checkRefused("An empty specification", async () => renderer.render(empty));
      },
    },
  ];
}

function pointsAt(y: readonly number[]): Figure {
  return {
    kind: "vega-lite",
    title: "Points",
    spec: {
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      title: "Points",
      width: 200,
      height: 100,
      data: { values: y.map((value, x) => ({ x, y: value })) },
      mark: { type: "line", point: true },
      encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" } },
    },
  };
}

const points = pointsAt([1, 3, 2]);
const moved = pointsAt([1, 2, 3]);

function checkPicture({ mediaType }: Renderer, picture: string | Uint8Array): void {
  check(picture.length > 0, "The picture is empty.");
  const bytes = typeof picture === "string" ? new TextEncoder().encode(picture) : picture;
  const text = new TextDecoder().decode(bytes);
  if (mediaType === "image/svg+xml") {
    check(/^\s*(<\?xml[^>]*>\s*)?(<!DOCTYPE[^>]*>\s*)?<svg[\s>]/.test(text), "An SVG picture begins with <svg.");
    check(/<\/svg>\s*$/.test(text), "An SVG picture ends with </svg>.");
    check(/<(path|line|polyline|rect|circle)\b/.test(text), "There is nothing in the SVG picture.");
  }
  const begins = beginnings[mediaType]?.every((value, i) => bytes[i] === value) ?? true;
  check(begins, `The bytes do not begin as those of ${mediaType} do.`);
}
