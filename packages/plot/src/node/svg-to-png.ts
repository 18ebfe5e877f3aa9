import { createRequire } from "node:module";

/** The PNG picture of an SVG text; twice its size when `width` [pixels] is absent. */
export async function svgToPng(svg: string, width?: number): Promise<Uint8Array<ArrayBuffer>> {
  const { Resvg } = await import("@resvg/resvg-js");
  const picture = new Resvg(anchored(svg), {
    fitTo: width === undefined ? { mode: "zoom", value: 2 } : { mode: "width", value: width },
    // Without a font, all text would be left out, and nothing said.
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: "DejaVu Sans" },
  });
  return new Uint8Array(picture.render().asPng());
}

/** What a layer holds besides its marks: a pixel where it begins, which is not seen. */
const anchor = '<path d="M0,0h1v1h-1Z" fill="#000000" fill-opacity="0"/>';
const attributes = '(?: [\\w:-]+="[^"]*")*';
const clipped = new RegExp(`<g${attributes} clip-path="[^"]*"${attributes}>`, "g");
const translucent = new RegExp(`<(path|line|rect)(${attributes}) (opacity="[^"]*")(${attributes})/>`, "g");

/** resvg ends the whole process where a clipped or translucent layer lies far outside the picture: here none does. */
function anchored(svg: string): string {
  return svg.replace(clipped, `$&${anchor}`).replace(translucent, `<g $3>${anchor}<$1$2$4/></g>`);
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique"].map((name) =>
    resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`),
  );
}
