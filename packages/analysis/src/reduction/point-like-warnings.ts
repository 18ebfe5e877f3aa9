import type { DataStore } from "@gammakit/io";
import type { JobWarning } from "../job/warning.ts";
import type { ReductionSettings } from "./reduction-block.ts";

/** A run whose responses count the events within some distance of the source, and that distance [deg] where its file tells it. */
export interface PointLikeRun {
  readonly id: number;
  readonly radMax: number | undefined;
}

/** Radii [deg] that differ by less are the same: files round them. */
const tie = 1e-4;

/**
 * Point-like responses hold for one radius of the ON region: that the circle of the job has another, or that theirs is not known or
 * depends on energy (GADF 0.3, RAD_MAX). Nothing for a point, around which their own cut is made.
 */
export function pointLikeWarnings(
  runs: readonly PointLikeRun[],
  { hdus }: Pick<DataStore, "hdus">,
  on: ReductionSettings["on"],
): readonly JobWarning[] {
  if (on.kind === "point") return [];
  const { radius } = on;
  const told = new Map<string, number[]>();
  for (const { id, radMax } of runs) {
    const what = hdus.get(id)?.some(({ type }) => type === "rad_max")
      ? `are for events within a distance from the source that depends on energy (the table RAD_MAX), and the ON region has ${radius} deg at all energies: fluxes are right only where these agree. With \`on: { type: point, … }\` events count within that table.`
      : radMax === undefined
        ? `do not tell within which distance from the source they count events (RAD_MAX): fluxes are right only if it is that of the ON region, ${radius} deg.`
        : Math.abs(radMax - radius) > tie
          ? `are for events within ${radMax} deg of the source (RAD_MAX), and the ON region has ${radius} deg: fluxes are wrong. Give it that radius.`
          : "";
    if (what !== "") told.set(what, [...(told.get(what) ?? []), id]);
  }
  return [...told].map(([what, [first, ...others]]) => {
    const whose = others.length === 0 ? `run ${first}` : `${others.length + 1} runs, ${first} the first,`;
    return {
      code: "point-like-responses",
      message: `The point-like responses of ${whose} ${what}`,
      where: "on.radius",
    };
  });
}
