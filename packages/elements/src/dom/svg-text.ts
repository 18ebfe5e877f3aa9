/** Properties of drawn marks that a file needs, since the page's style sheets are not part of it. */
const drawn = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
] as const;

const gap = 16;

/** Drawings below one another as one SVG file, with the look that they have on the page. */
export function svgText(drawings: readonly SVGSVGElement[], background: string): string {
  const sizes = drawings.map((drawing) => ({
    width: Number(drawing.getAttribute("width")),
    height: Number(drawing.getAttribute("height")),
  }));
  const width = Math.max(0, ...sizes.map((size) => size.width));
  let top = 0;
  const parts = drawings.map((drawing, k) => {
    const copy = withLook(drawing);
    copy.setAttribute("y", String(top));
    top += sizes[k].height + gap;
    return new XMLSerializer().serializeToString(copy);
  });
  const height = Math.max(0, top - gap);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${background}"/>${parts.join("")}</svg>\n`;
}

function withLook(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [from, to] = [drawing, copy].map((root) => [root, ...root.querySelectorAll<SVGElement>("*")]);
  from.forEach((element, k) => {
    const look = getComputedStyle(element);
    for (const name of drawn) to[k].setAttribute(name, look.getPropertyValue(name));
    to[k].removeAttribute("class");
  });
  return copy;
}
