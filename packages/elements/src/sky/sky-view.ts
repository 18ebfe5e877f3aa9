import { type CompiledWcs, compileWcs, pixelScales, type SkyPosition } from "@gammakit/core";
import { html, svg } from "../dom/build.ts";
import type { SkyImageData } from "../protocol.ts";
import { paint } from "./paint.ts";
import { smooth } from "./smooth.ts";

/** A place in an image [pixels]; the center of the first pixel is (0, 0), rows count from below. */
export interface PixelPlace {
  readonly x: number;
  readonly y: number;
}

/** What a person does with the image. */
export interface SkyGestures {
  /** The pointer goes down: what is done with the moves that follow, or undefined where nothing is. */
  begin(place: PixelPlace): ((place: PixelPlace) => void) | undefined;
  /** The pointer goes up. */
  end(): void;
}

/** An image of the sky with drawings over it. */
export interface SkyView {
  readonly root: HTMLElement;
  /** Where drawings go, in coordinates of {@link SkyView.toView}. */
  readonly overlay: SVGSVGElement;
  show(image: SkyImageData): void;
  /** The coordinate system of the image; undefined before there is one. */
  wcs(): CompiledWcs | undefined;
  /** A place of the image in the drawing, whose rows count from above. */
  toView(place: PixelPlace): readonly [number, number];
  /** How many units of the drawing a pixel of the screen is wide. */
  unit(): number;
  toSky(place: PixelPlace): SkyPosition | undefined;
  toPixel(position: SkyPosition): PixelPlace | undefined;
}

/** Width of the smoothing [pixels]. */
const sigma = 1.3;

/** Makes an image of the sky on which a person can point and drag. */
export function createSkyView(label: string, gestures: SkyGestures): SkyView {
  const canvas = html("canvas", { role: "img", "aria-label": label });
  const overlay = svg("svg", { class: "overlay", preserveAspectRatio: "none", "aria-hidden": "true" });
  const place = html("span", { class: "place" });
  const bar = html("span", { class: "scale-bar" });
  const stage = html("div", { class: "stage" }, canvas, overlay);
  const root = html("div", { class: "sky", part: "sky" }, stage, html("div", { class: "sky-words" }, place, bar));
  let compiled: CompiledWcs | undefined;
  let [nx, ny] = [1, 1];
  const out = new Float64Array(2);
  const view: SkyView = {
    root,
    overlay,
    show({ wcs, values }) {
      [nx, ny] = wcs.shape;
      compiled = compileWcs(wcs);
      [canvas.width, canvas.height] = [nx, ny];
      canvas.getContext("2d")?.putImageData(paint(smooth(values, nx, ny, sigma), nx, ny), 0, 0);
      overlay.setAttribute("viewBox", `0 0 ${nx} ${ny}`);
      stage.style.aspectRatio = `${nx} / ${ny}`;
      const [scale] = pixelScales(wcs);
      const length = [10, 5, 2, 1, 0.5, 0.2, 0.1].find((degrees) => degrees / scale < 0.3 * nx) ?? 0.1;
      bar.textContent = `${length}°`;
      bar.style.width = `${(100 * length) / scale / nx}%`;
    },
    wcs: () => compiled,
    toView: ({ x, y }) => [x + 0.5, ny - 0.5 - y],
    unit: () => nx / (overlay.clientWidth || nx),
    toSky({ x, y }) {
      if (compiled === undefined || !compiled.toSky(x, y, out)) return undefined;
      return { frame: compiled.wcs.frame, lon: out[0], lat: out[1] };
    },
    toPixel({ lon, lat }) {
      return compiled?.toPixel(lon, lat, out) ? { x: out[0], y: out[1] } : undefined;
    },
  };
  const placeOf = (event: PointerEvent): PixelPlace => {
    const box = overlay.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * nx - 0.5,
      y: ny - 0.5 - ((event.clientY - box.top) / box.height) * ny,
    };
  };
  let move: ((place: PixelPlace) => void) | undefined;
  overlay.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || compiled === undefined) return;
    move = gestures.begin(placeOf(event));
    if (move === undefined) return;
    event.preventDefault();
    overlay.setPointerCapture(event.pointerId);
    move(placeOf(event));
  });
  overlay.addEventListener("pointermove", (event) => {
    const at = placeOf(event);
    const sky = view.toSky(at);
    place.textContent = sky === undefined ? "" : positionText(sky);
    move?.(at);
  });
  for (const name of ["pointerup", "pointercancel"] as const) {
    overlay.addEventListener(name, () => {
      if (move === undefined) return;
      move = undefined;
      gestures.end();
    });
  }
  return view;
}

/** A position in words. */
function positionText({ frame, lon, lat }: SkyPosition): string {
  const [first, second] = frame === "galactic" ? ["l", "b"] : ["RA", "Dec"];
  return `${first} ${lon.toFixed(3)}°, ${second} ${lat.toFixed(3)}°`.replace("-", "−");
}
