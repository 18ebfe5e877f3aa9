import { type Dataset, type Region, smooth } from "@gammakit/core";
import type { RegionOverlay } from "@gammakit/plot";
import type { SkyImage } from "../reduction/reduce-runs.ts";
import type { JobFigure } from "./job-figure.ts";

/** What the image shows. */
interface CountsOnSky extends SkyImage {
  readonly datasets: readonly Dataset[];
  readonly result: { readonly observations: readonly number[] };
}

/** The counts image with ON and OFF regions, where it was made; `which` says of the events where they were taken. */
export function imageFigure(
  { counts, psfRadius, datasets, result }: CountsOnSky,
  which: string,
  plot: typeof import("@gammakit/plot"),
): readonly JobFigure[] {
  if (counts === undefined) return [];
  const region = datasets[0]?.region;
  const off = distinct(
    datasets.flatMap((dataset) => (dataset.kind === "spectrum-on-off" ? (dataset.offRegions ?? []) : [])),
  );
  const regions: RegionOverlay[] = [
    ...off.map((one) => ({ region: one, role: "off" as const, label: "OFF" })),
    ...(region === undefined ? [] : [{ region, role: "on" as const, label: "ON" }]),
  ];
  return [
    {
      name: "counts",
      figure: plot.skyFigure(smooth(counts, { width: 0.05 }), {
        title: "Counts with ON and OFF regions",
        quantity: "Counts per pixel, smoothed",
        regions,
        ...(psfRadius !== undefined && { psfRadius }),
      }),
      caption: `Events of ${result.observations.length} selected runs inside ${which}, smoothed by 0.05°; the ON region and the OFF regions of every run.`,
    },
  ];
}

function distinct(regions: readonly Region[]): readonly Region[] {
  return [...new Map(regions.map((region) => [JSON.stringify(region), region])).values()];
}
