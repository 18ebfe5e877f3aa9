import { compileFrameChange, compileWcs, type Frame, type ImageWcs, wrap360 } from "@gammakit/core";

/** A line of equal longitude or latitude across an image, with the places where it leaves it. */
export interface GraticuleLine {
  readonly kind: "lon" | "lat";
  /** [deg]. */
  readonly value: number;
  /** Pieces of the line inside the image [pixels]. */
  readonly pieces: readonly (readonly (readonly [number, number])[])[];
}

/** Steps between lines [deg]; for longitudes in ICRS those of hours, minutes and seconds. */
const degreeSteps = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
const hourSteps = [30, 15, 7.5, 5, 2.5, 1.25, 0.5, 0.25, 0.125, 1 / 12, 1 / 24, 1 / 48, 1 / 120, 1 / 240];

/** Lines of the coordinates of `frame` over an image: three to six each way. */
export function graticule(wcs: ImageWcs, frame: Frame): readonly GraticuleLine[] {
  const compiled = compileWcs(wcs);
  const change = compileFrameChange(wcs.frame, frame);
  const back = compileFrameChange(frame, wcs.frame);
  const [nx, ny] = wcs.shape;
  const edge = edgeOf(nx, ny);
  const out = new Float64Array(2);
  const sky = edge.flatMap(([x, y]) => {
    if (!compiled.toSky(x, y, out)) return [];
    change(out[0], out[1], out);
    return [[out[0], out[1]] as const];
  });
  if (sky.length === 0) return [];
  const [lonFirst, lonSpan] = arc(sky.map(([lon]) => lon));
  const lats = sky.map(([, lat]) => lat);
  const [latMin, latMax] = [Math.min(...lats), Math.max(...lats)];
  const toPixel = (lon: number, lat: number): readonly [number, number] | undefined => {
    back(lon, lat, out);
    if (!compiled.toPixel(out[0], out[1], out)) return undefined;
    const [x, y] = out;
    return x >= -0.5 && x <= nx - 0.5 && y >= -0.5 && y <= ny - 0.5 ? [x, y] : undefined;
  };
  const lonStep = stepFor(lonSpan, frame === "icrs" ? hourSteps : degreeSteps);
  const latStep = stepFor(latMax - latMin, degreeSteps);
  const [lonLow, lonHigh] = [lonFirst - 0.05 * lonSpan, lonFirst + 1.05 * lonSpan];
  const reach = 0.05 * (latMax - latMin);
  const [latLow, latHigh] = [Math.max(-90, latMin - reach), Math.min(90, latMax + reach)];
  return [
    ...multiples(lonLow, lonHigh, lonStep).map((lon) => ({
      kind: "lon" as const,
      value: wrap360(lon),
      pieces: trace((t) => toPixel(lon, latLow + t * (latHigh - latLow))),
    })),
    ...multiples(latLow, latHigh, latStep).map((lat) => ({
      kind: "lat" as const,
      value: lat,
      pieces: trace((t) => toPixel(lonLow + t * (lonHigh - lonLow), lat)),
    })),
  ].filter(({ pieces }) => pieces.length > 0);
}

/** How a coordinate is written beside its line: `22h00m`, `−30°`, `0.5°`. */
export function coordinateText(kind: "lon" | "lat", value: number, frame: Frame): string {
  if (kind === "lat" || frame !== "icrs") return `${Number(value.toFixed(4))}°`.replace("-", "−");
  const seconds = Math.round(value * 240 * 10) / 10;
  const [h, m, s] = [
    Math.floor(seconds / 3600),
    Math.floor((seconds % 3600) / 60),
    Math.round((seconds % 60) * 10) / 10,
  ];
  const two = (n: number) => String(n).padStart(2, "0");
  return s === 0 ? `${two(h)}h${two(m)}m` : `${two(h)}h${two(m)}m${two(s)}s`;
}

function edgeOf(nx: number, ny: number): readonly (readonly [number, number])[] {
  const n = 48;
  const points: [number, number][] = [];
  for (let k = 0; k <= n; k++) {
    for (let l = 0; l <= n; l += k === 0 || k === n ? 1 : n / 4) {
      points.push([-0.5 + (nx * k) / n, -0.5 + (ny * l) / n]);
    }
  }
  return points;
}

/** The shortest arc that holds all angles: where it begins and how long it is [deg]. */
function arc(angles: readonly number[]): readonly [number, number] {
  const sorted = angles.map(wrap360).sort((a, b) => a - b);
  const gaps = sorted.map((angle, k) => (k + 1 < sorted.length ? sorted[k + 1] : sorted[0] + 360) - angle);
  const widest = gaps.indexOf(Math.max(...gaps));
  return [sorted[(widest + 1) % sorted.length], 360 - gaps[widest]];
}

function stepFor(span: number, steps: readonly number[]): number {
  return steps.find((step) => span / step >= 3) ?? steps[steps.length - 1];
}

function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.min(first + 60, Math.floor(high / step + 1e-9));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => Number(((first + k) * step).toFixed(9)));
}

/** The parts of a line that lie inside. */
function trace(at: (t: number) => readonly [number, number] | undefined): GraticuleLine["pieces"] {
  const steps = 400;
  const pieces: (readonly [number, number])[][] = [];
  let open: (readonly [number, number])[] | undefined;
  for (let k = 0; k <= steps; k++) {
    const point = at(k / steps);
    if (point === undefined) open = undefined;
    else if (open) open.push(point);
    else {
      open = [point];
      pieces.push(open);
    }
  }
  return pieces.filter((piece) => piece.length > 1);
}
