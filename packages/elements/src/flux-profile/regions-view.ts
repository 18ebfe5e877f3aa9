import type { FluxProfileResult } from "@gammakit/analysis";
import { compileWcs, type ImageWcs, pixelScales, type SkyPosition, toFrame } from "@gammakit/core";
import { html, svg } from "../dom/build.ts";
import { isShortcut } from "../dom/is-shortcut.ts";
import type { ProfileRegionsSettings } from "../job/profile-settings.ts";
import type { SkyImageData } from "../protocol.ts";
import { createSkyView, type PixelPlace } from "../sky/sky-view.ts";

/** The map with the regions of the profile. */
export interface RegionsView {
  readonly root: HTMLElement;
  showImage(image: SkyImageData): void;
  showSettings(settings: ProfileRegionsSettings | undefined): void;
  showRows(rows: FluxProfileResult["rows"], chosen: number): void;
}

/** What moves: the ends of the path or its edge; the center of rings or their outer edge. */
export type RegionsChange = Partial<ProfileRegionsSettings>;

const words = {
  rectangles:
    "Path of the profile: arrow keys move it by a tenth of a degree, with shift by a degree; plus and minus change its height",
  annuli:
    "Rings of the profile: arrow keys move them by a tenth of a degree, with shift by a degree; plus and minus change their outer radius",
};

/** How near [screen pixels] a handle is caught. */
const reach = 14;

/**
 * Makes the view: ends of the path, the middle of rings and their edges are dragged; elsewhere a drag draws a new path. Positions are
 * given in the frame of the regions.
 */
export function createRegionsView(change: (change: RegionsChange) => void): RegionsView {
  let settings: ProfileRegionsSettings | undefined;
  const view = createSkyView("Counts of the map, smoothed, on a square-root scale", { begin, end: () => undefined });
  const root = html(
    "div",
    {
      class: "handle",
      tabindex: 0,
      role: "application",
      "aria-roledescription": "movable regions",
      "aria-label": words.rectangles,
    },
    view.root,
  );
  const [rows, picked, line] = [
    svg("path", { class: "row-region" }),
    svg("path", { class: "row-region picked" }),
    svg("path", { class: "on" }),
  ];
  const grips = [0, 1, 2].map(() => svg("circle", { class: "grip" }));
  view.overlay.append(rows, picked, line, ...grips);

  const wcs = () => view.wcs()?.wcs as ImageWcs | undefined;
  const pixelOf = (position: SkyPosition) => {
    const frame = wcs()?.frame;
    return frame === undefined ? undefined : view.toPixel(toFrame(position, frame));
  };
  const skyOf = (place: PixelPlace, frame: SkyPosition["frame"]): SkyPosition | undefined => {
    const sky = view.toSky(place);
    if (sky === undefined) return undefined;
    const { lon, lat } = toFrame(sky, frame);
    return { frame, lon: Number(lon.toFixed(4)), lat: Number(lat.toFixed(4)) };
  };
  const scale = () => {
    const known = wcs();
    return known === undefined ? 1 : pixelScales(known)[1];
  };
  /** Places of the handles: start, end, edge; center and edge of rings. */
  const places = (): readonly (PixelPlace | undefined)[] => {
    if (settings === undefined) return [];
    if (settings.type === "annuli") {
      const center = pixelOf(settings.center);
      return [center, center && { x: center.x + settings.radiusMax / scale(), y: center.y }];
    }
    const [start, end] = [pixelOf(settings.start), pixelOf(settings.end)];
    if (start === undefined || end === undefined) return [start, end];
    const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
    const half = settings.height / scale() / 2;
    return [
      start,
      end,
      {
        x: (start.x + end.x) / 2 - ((end.y - start.y) / length) * half,
        y: (start.y + end.y) / 2 + ((end.x - start.x) / length) * half,
      },
    ];
  };
  const draw = () => {
    const radius = 6 * view.unit();
    const known = places();
    grips.forEach((grip, k) => {
      const place = known[k];
      grip.setAttribute("r", place === undefined ? "0" : String(radius));
      if (place === undefined) return;
      const [cx, cy] = view.toView(place);
      grip.setAttribute("cx", String(cx));
      grip.setAttribute("cy", String(cy));
    });
    const [a, b] = known.map((place) => place && view.toView(place));
    line.setAttribute("d", settings?.type === "rectangles" && a && b ? `M${a.join(" ")}L${b.join(" ")}` : "");
  };

  // Handles are as large on the screen whatever the size of the map.
  new ResizeObserver(draw).observe(view.root);

  function begin(place: PixelPlace): ((place: PixelPlace) => void) | undefined {
    if (settings === undefined) return undefined;
    const caught = places().findIndex(
      (handle) => handle !== undefined && Math.hypot(handle.x - place.x, handle.y - place.y) < reach * view.unit(),
    );
    return settings.type === "annuli" ? dragRings(settings, caught) : dragPath(settings, caught, place);
  }
  const dragRings =
    (rings: Extract<ProfileRegionsSettings, { type: "annuli" }>, caught: number) => (place: PixelPlace) => {
      const center = pixelOf(rings.center);
      const sky = skyOf(place, rings.frame);
      if (caught === 1 && center !== undefined) {
        const radius = Math.hypot(place.x - center.x, place.y - center.y) * scale();
        change({ radiusMax: Number(Math.max(rings.radiusMin + 0.05, radius).toFixed(3)) });
      } else if (sky !== undefined) change({ center: sky });
    };
  const dragPath = (
    path: Extract<ProfileRegionsSettings, { type: "rectangles" }>,
    caught: number,
    from: PixelPlace,
  ) => {
    const first = skyOf(from, path.frame);
    const [start, end] = places();
    return (place: PixelPlace) => {
      const sky = skyOf(place, path.frame);
      if (caught === 2 && start !== undefined && end !== undefined) {
        const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
        const away =
          Math.abs((place.x - start.x) * (end.y - start.y) - (place.y - start.y) * (end.x - start.x)) / length;
        change({ height: Number(Math.max(scale(), 2 * away * scale()).toFixed(3)) });
      } else if (sky === undefined) return;
      else if (caught === 0) change({ start: sky });
      else if (caught === 1) change({ end: sky });
      else if (first !== undefined && Math.hypot(place.x - from.x, place.y - from.y) > reach * view.unit())
        change({ start: first, end: sky });
    };
  };
  root.addEventListener("keydown", (event) => {
    if (settings === undefined || isShortcut(event)) return;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const by = (event.shiftKey ? 1 : 0.1) / scale();
    const shifted = (position: SkyPosition) => {
      const place = pixelOf(position);
      return place && way && skyOf({ x: place.x + way[0] * by, y: place.y + way[1] * by }, position.frame);
    };
    const grow = event.key === "+" ? 0.1 : event.key === "-" ? -0.1 : 0;
    if (way === undefined && grow === 0) return;
    event.preventDefault();
    if (settings.type === "annuli") {
      const center = shifted(settings.center);
      if (center !== undefined) change({ center });
      else change({ radiusMax: Number(Math.max(settings.radiusMin + 0.1, settings.radiusMax + grow).toFixed(3)) });
      return;
    }
    const [start, end] = [shifted(settings.start), shifted(settings.end)];
    if (start !== undefined && end !== undefined) change({ start, end });
    else change({ height: Number(Math.max(0.1, settings.height + grow).toFixed(3)) });
  });
  return {
    root,
    showImage(image) {
      view.show(image);
      draw();
    },
    showSettings(next) {
      settings = next;
      if (next !== undefined) root.setAttribute("aria-label", words[next.type]);
      draw();
    },
    showRows(results, chosen) {
      const known = wcs();
      if (known === undefined) return;
      const paths = results.map(({ region }) => regionPath(region, known));
      rows.setAttribute("d", paths.filter((_, k) => k !== chosen).join(""));
      picked.setAttribute("d", paths[chosen] ?? "");
      draw();
    },
  };
}

/** The edge of a region of the result, in the coordinates of the drawing. */
function regionPath(region: FluxProfileResult["rows"][number]["region"], wcs: ImageWcs): string {
  const compiled = compileWcs(wcs);
  const [out, ny] = [new Float64Array(2), wcs.shape[1]];
  const { lon, lat } = toFrame({ frame: "icrs", lon: Number(region.lonDeg), lat: Number(region.latDeg) }, wcs.frame);
  if (!compiled.toPixel(lon, lat, out)) return "";
  const [x, y] = [out[0] + 0.5, ny - 0.5 - out[1]];
  const scale = pixelScales(wcs)[1];
  if (region.shape === "annulus") {
    return [region.innerRadiusDeg, region.outerRadiusDeg].map((radius) => ring(x, y, Number(radius) / scale)).join("");
  }
  const angle = (Number(region.angleDeg) * Math.PI) / 180;
  const [a, b] = [Number(region.widthDeg) / scale / 2, Number(region.heightDeg) / scale / 2];
  const corners = [
    [-a, -b],
    [a, -b],
    [a, b],
    [-a, b],
  ].map(([u, v]) => {
    const [dx, dy] = [u * Math.cos(angle) - v * Math.sin(angle), u * Math.sin(angle) + v * Math.cos(angle)];
    return `${(x + dx).toFixed(2)} ${(y - dy).toFixed(2)}`;
  });
  return `M${corners.join("L")}Z`;
}

function ring(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}
