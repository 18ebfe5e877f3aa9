import type { FluxProfileJob } from "@gammakit/analysis";
import { compileWcs, type ImageWcs } from "@gammakit/core";

/** How much of the map's width the path covers, and of its height the rectangles. */
const [length, height] = [0.8, 0.25];

/** The job to begin with on a map of which nothing else is known: rectangles along its middle line. */
export function defaultProfileJob(dataset: string, wcs: ImageWcs): FluxProfileJob {
  const [nx, ny] = wcs.shape;
  const { toSky } = compileWcs(wcs);
  const at = (x: number, y: number) => {
    const out = new Float64Array(2);
    toSky(x, y, out);
    return { lon: Number(out[0].toFixed(3)), lat: Number(out[1].toFixed(3)) };
  };
  const [middle, margin] = [(ny - 1) / 2, ((1 - length) / 2) * nx];
  const [start, end] = [at(margin, middle), at(nx - 1 - margin, middle)];
  const tall = Math.abs(at(nx / 2, middle + (height * ny) / 2).lat - at(nx / 2, middle - (height * ny) / 2).lat);
  return {
    job: "flux-profile",
    dataset,
    regions: {
      type: "rectangles",
      frame: wcs.frame,
      start: { lon: `${start.lon} deg`, lat: `${start.lat} deg` },
      end: { lon: `${end.lon} deg`, lat: `${end.lat} deg` },
      height: `${Number(tall.toFixed(2))} deg`,
      count: 31,
    },
    model: { type: "power-law", parameters: { index: 2.3 } },
    energyEdges: ["10 GeV", "2 TeV"],
    selection: ["ul"],
  };
}
