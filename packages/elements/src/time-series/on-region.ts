import type { TimeResolvedResult } from "@gammakit/analysis";
import { type ImageWcs, pixelScales, type SkyPosition, toFrame } from "@gammakit/core";
import { html, svg } from "../dom/build.ts";
import { isShortcut } from "../dom/is-shortcut.ts";
import type { OnSettings } from "../job/series-settings.ts";
import type { SkyImageData } from "../protocol.ts";
import { createSkyView, type PixelPlace, type SkyView } from "../sky/sky-view.ts";

/** The image of counts with its ON and OFF regions. */
export interface OnRegionView {
  readonly root: HTMLElement;
  showImage(image: SkyImageData): void;
  showOn(on: OnSettings | undefined): void;
  /** Whether the middle of a region lies in the image. */
  holds(on: OnSettings): boolean;
  /** OFF regions of all datasets; those of the chosen ones stand out. */
  showOff(datasets: TimeResolvedResult["datasets"], chosen: readonly string[]): void;
}

/** What the view is told when it is made. */
export interface OnRegionOptions {
  /** The ON region was moved to a position, in its own frame. */
  move(center: SkyPosition): void;
  resize(radius: number): void;
}

/** Step of an arrow key [deg], and with the shift key. */
const [step, largeStep] = [0.01, 0.1];

const keyHelp = "ON region: arrow keys move it by 0.01 degrees, with shift by 0.1";

/** Radius with which a point is drawn [deg]. */
const dot = 0.02;

/** Makes the view: a click or a drag moves the ON region, as do the arrow keys. */
export function createOnRegionView({ move, resize }: OnRegionOptions): OnRegionView {
  let on: OnSettings | undefined;
  const view: SkyView = createSkyView("Counts around the ON region, smoothed, on a square-root scale", {
    begin: () => (place) => moveTo(inside(place)),
    end: () => undefined,
  });
  const handle = html(
    "div",
    {
      class: "handle",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "movable region",
      "aria-label": keyHelp,
    },
    view.root,
  );
  const [off, others, circle] = [
    svg("path", { class: "off" }),
    svg("path", { class: "off others" }),
    svg("circle", { class: "on" }),
  ];
  view.overlay.append(others, off, circle);

  const moveTo = (place: PixelPlace) => {
    const sky = view.toSky(place);
    if (on === undefined || sky === undefined) return;
    const { frame, lon, lat } = toFrame(sky, on.frame);
    move({ frame, lon: round(lon), lat: round(lat) });
  };
  const placeOf = (region: OnSettings) => view.toPixel(toFrame(region, view.wcs()?.wcs.frame ?? region.frame));
  /** The place itself, or the nearest at the edge: a drag does not leave the image. */
  const inside = ({ x, y }: PixelPlace): PixelPlace => {
    const [nx, ny] = view.wcs()?.wcs.shape ?? [1, 1];
    return { x: Math.min(nx - 1, Math.max(0, x)), y: Math.min(ny - 1, Math.max(0, y)) };
  };
  const draw = () => {
    const place = on && placeOf(on);
    circle.setAttribute("r", "0");
    if (on === undefined || place === undefined) return;
    const [cx, cy] = view.toView(place);
    for (const [name, value] of Object.entries({ cx, cy, r: (on.radius ?? dot) / scale() }))
      circle.setAttribute(name, String(value));
  };
  const scale = () => {
    const wcs = view.wcs()?.wcs;
    return wcs === undefined ? 1 : pixelScales(wcs as ImageWcs)[1];
  };
  handle.addEventListener("keydown", (event) => {
    if (isShortcut(event)) return;
    const by = event.shiftKey ? largeStep : step;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const place = on && placeOf(on);
    if (on === undefined || place === undefined) return;
    if (way !== undefined) moveTo({ x: place.x + (way[0] * by) / scale(), y: place.y + (way[1] * by) / scale() });
    else if (on.radius !== undefined && (event.key === "+" || event.key === "-"))
      resize(Math.max(0.01, round(on.radius + (event.key === "+" ? 0.005 : -0.005))));
    else return;
    event.preventDefault();
  });
  return {
    root: handle,
    showImage(image) {
      view.show(image);
      draw();
    },
    showOn(next) {
      on = next;
      handle.setAttribute(
        "aria-label",
        keyHelp + (on?.radius === undefined ? "" : "; plus and minus change its radius"),
      );
      draw();
    },
    holds(region) {
      const [place, [nx, ny]] = [placeOf(region), view.wcs()?.wcs.shape ?? [0, 0]];
      return (
        place !== undefined && Math.abs(place.x - (nx - 1) / 2) < nx / 2 && Math.abs(place.y - (ny - 1) / 2) < ny / 2
      );
    },
    showOff(datasets, chosen) {
      const seen = new Set<string>();
      const paths = { off: "", others: "" };
      // The regions of a run are those of all its intervals; the chosen go first.
      for (const dataset of [...datasets].sort(
        (a, b) => Number(chosen.includes(b.name)) - Number(chosen.includes(a.name)),
      )) {
        for (const { lonDeg, latDeg, radiusDeg } of dataset.offRegions) {
          const key = `${lonDeg.toFixed(4)} ${latDeg.toFixed(4)}`;
          if (seen.has(key)) continue;
          seen.add(key);
          const position = toFrame({ frame: "icrs", lon: lonDeg, lat: latDeg }, view.wcs()?.wcs.frame ?? "icrs");
          const place = view.toPixel(position);
          if (place === undefined) continue;
          paths[chosen.includes(dataset.name) ? "off" : "others"] += circlePath(
            view.toView(place),
            radiusDeg / scale(),
          );
        }
      }
      off.setAttribute("d", paths.off);
      others.setAttribute("d", paths.others);
    },
  };
}

function circlePath([x, y]: readonly [number, number], r: number): string {
  return `M${(x - r).toFixed(2)} ${y.toFixed(2)}a${r.toFixed(2)} ${r.toFixed(2)} 0 1 0 ${(2 * r).toFixed(2)} 0a${r.toFixed(2)} ${r.toFixed(2)} 0 1 0 ${(-2 * r).toFixed(2)} 0`;
}

/** To a tenth of an arcsecond or so. */
function round(degrees: number): number {
  return Number(degrees.toFixed(5));
}
