import { createRequire } from "node:module";

/** The PNG picture of an SVG text; twice its size when `width` [pixels] is absent. */
export async function svgToPng(svg: string, width?: number): Promise<Uint8Array<ArrayBuffer>> {
  const { Resvg } = await import("@resvg/resvg-js");
  const picture = new Resvg(svg, {
    fitTo: width === undefined ? { mode: "zoom", value: 2 } : { mode: "width", value: width },
    // Without a font, all text would be left out, and nothing said.
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  });
  return new Uint8Array(picture.render().asPng());
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"].map((name) =>
    resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`),
  );
}
