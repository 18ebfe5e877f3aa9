import { createRegistry } from "@gammakit/core";
import { describe, expect, test } from "vitest";
import { curvesFigure, plotPlugin, renderSvg } from "../src/index.ts";
import { plotNodePlugin, svgToPng } from "../src/node/index.ts";

const registry = createRegistry([plotPlugin, plotNodePlugin]);
const figure = curvesFigure({
  title: "Straight",
  x: { quantity: "x", unit: "" },
  y: { quantity: "y", unit: "" },
  curves: [{ label: "y = x", x: [1, 2], y: [1, 2] }],
  legend: "line",
});

describe("the renderers of the registry", () => {
  test("svg is what renderSvg draws, in either theme", async () => {
    for (const theme of ["light", "dark"] as const) {
      const renderer = registry.create("renderer", "svg", { theme });
      expect(renderer.mediaType).toBe("image/svg+xml");
      expect(await renderer.render(figure)).toBe(await renderSvg(figure, { theme }));
    }
  });

  test("png has the width asked for", async () => {
    const renderer = registry.create("renderer", "png", { width: 300 });
    expect(renderer.mediaType).toBe("image/png");
    const bytes = (await renderer.render(figure)) as Uint8Array<ArrayBuffer>;
    expect([...bytes.subarray(1, 4)].map((code) => String.fromCharCode(code)).join("")).toBe("PNG");
    expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(16)).toBe(300);
  });

  test("png: what lies far outside is not seen, and ends nothing", async () => {
    const far = (attributes: string, inside = "") =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><clipPath id="c"><path d="M0,0h20v20h-20Z"/></clipPath>` +
      `<g${attributes} role="graphics-object"><path aria-label="x > 1" d="M-9000,5h10v10h-10Z" fill="#ff0000"${inside}/></g></svg>`;
    const none = await svgToPng(`<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>`);
    expect(await svgToPng(far(' clip-path="url(#c)"'))).toEqual(none);
    expect(await svgToPng(far("", ' opacity="0.5"'))).toEqual(none);
    expect(await svgToPng(far(' clip-path="url(#c)"', ' opacity="0.5"'))).toEqual(none);
  });

  test("options that make no sense are refused", () => {
    const refusal = (id: string, options: object) => () => registry.create("renderer", id, options);
    expect(refusal("svg", { themes: "dark" })).toThrow(
      'The renderer "svg": unknown option "themes"; did you mean "theme"?',
    );
    expect(refusal("svg", { theme: "pink" })).toThrow("theme must be one of light, dark");
    expect(refusal("png", { width: 0 })).toThrow("width must be a number of pixels");
  });
});
