import { cutout, type FluxPoint, pixelScales, type Region, sumOverAxes, type WcsMap } from "@gammakit/core";
import type { FluxProfileRun } from "../flux-profile/run.ts";
import { rangeText } from "./energy-text.ts";
import type { JobFigure } from "./job-figure.ts";

type Plot = typeof import("@gammakit/plot");

/**
 * The figures of a flux profile: dN/dE and the counts in each energy bin, and the counts image with the regions.
 * Those without a value are left out.
 */
export async function fluxProfileFigures(run: FluxProfileRun): Promise<readonly JobFigure[]> {
  const plot = await import("@gammakit/plot");
  const energies = run.profile.rows[0]?.points.map((_, k) => k) ?? [];
  return [
    ...energies.flatMap((k) => profileFigures(run, k, plot)),
    ...energies.flatMap((k) => countsFigures(run, k, plot)),
    imageFigure(run, plot),
  ];
}

function pointsOf({ profile }: FluxProfileRun, energy: number): readonly FluxPoint[] {
  return profile.rows.map((row) => row.points[energy]);
}

function distanceName({ profile }: FluxProfileRun): string {
  return profile.regions[0]?.kind === "annulus" ? "Distance from the center" : "Distance along the path";
}

function suffix({ profile }: FluxProfileRun, energy: number): string {
  return profile.rows[0].points.length === 1 ? "" : `-${energy + 1}`;
}

function profileFigures(run: FluxProfileRun, energy: number, plot: Plot): readonly JobFigure[] {
  const points = pointsOf(run, energy);
  const isDrawn = points.some(({ norm, normUl, isUl }) => Number.isFinite(isUl ? normUl : norm));
  if (!isDrawn) return [];
  const statistic = points.some(({ scan }) => scan !== undefined);
  const { nSigmaUl, sqrtTsThresholdUl } = run.profile.rows[0];
  return [
    {
      name: `profile${suffix(run, energy)}`,
      figure: plot.profileFigure(run.profile, {
        title: `Flux profile, ${rangeText(points[0])}`,
        energy,
        statistic,
        distance: distanceName(run),
      }),
      caption: `dN/dE of each region; where √TS is below ${sqrtTsThresholdUl} an arrow stands for the upper limit at ${nSigmaUl} standard deviations.${statistic ? " The shade is the statistic above its minimum." : ""}`,
    },
  ];
}

function countsFigures(run: FluxProfileRun, energy: number, plot: Plot): readonly JobFigure[] {
  const points = pointsOf(run, energy);
  if (!points.some(({ npred }) => Number.isFinite(npred))) return [];
  const { xMin, xMax } = run.profile;
  return [
    {
      name: `profile-counts${suffix(run, energy)}`,
      figure: plot.seriesFigure({
        title: `Counts along the profile, ${rangeText(points[0])}`,
        x: { quantity: distanceName(run), unit: "deg", low: xMin, high: xMax },
        y: { quantity: "Counts", unit: "" },
        series: [
          { label: "predicted", values: points.map(({ npred }) => npred) },
          { label: "background", values: points.map(({ npred, npredExcess }) => npred - npredExcess) },
          {
            label: "excess",
            values: points.map(({ npredExcess }) => npredExcess),
            errors: points.map(({ npredExcess, norm, normErr }) => Math.abs((npredExcess / norm) * normErr)),
          },
        ],
      }),
      caption:
        "Predicted counts of each region, the background in them, and the excess of the fitted source with its error.",
    },
  ];
}

function imageFigure({ dataset, profile }: FluxProfileRun, plot: Plot): JobFigure {
  return {
    name: "counts",
    figure: plot.skyFigure(around(profile.regions, sumOverAxes(dataset.counts)), {
      title: "Counts with the regions of the profile",
      quantity: "Counts per pixel",
      regions: profile.regions.map((region, k) => ({ region, role: "on" as const, label: `region ${k}` })),
    }),
    caption: "Counts of all energies, on a square-root scale, with the regions of the profile.",
  };
}

/** The part of the map around rings, twice as wide as they are, where it is larger. */
function around(regions: readonly Region[], map: WcsMap): WcsMap {
  const rings = regions.filter((region) => region.kind === "annulus");
  const radius = Math.max(...rings.map(({ outerRadius }) => outerRadius));
  const [nx, ny] = map.wcs.shape;
  const [scaleX, scaleY] = pixelScales(map.wcs);
  if (rings.length < regions.length || 4 * radius > Math.min(nx * scaleX, ny * scaleY)) return map;
  return cutout(map, rings[0].center, 4 * radius);
}
