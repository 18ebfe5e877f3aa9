import { type FluxProfile, findOverlaps } from "@gammakit/core";
import type { ExtractedSpectrum } from "@gammakit/makers";
import type { JobWarning } from "../job/warning.ts";
import type { RegionsOnMap } from "./regions.ts";

/** Regions of which a part lies beyond the map or under its mask, and regions that share pixels. */
export function regionWarnings(
  { pixels }: RegionsOnMap,
  spectra: readonly ExtractedSpectrum[],
  profile: FluxProfile,
): readonly JobWarning[] {
  const warnings = spectra.flatMap((extracted, i) => oneRegion(extracted, i, profile));
  const overlaps = findOverlaps(pixels);
  if (overlaps.length === 0) return warnings;
  const [{ first, second, fraction }] = overlaps;
  const rest = overlaps.length - 1;
  const others = rest === 0 ? "" : ` and ${rest} more pair${rest === 1 ? "" : "s"}`;
  const message = `Regions ${first} and ${second} share ${percent(fraction)} of the smaller one's pixels${others}: an event in both counts twice, and their fluxes are not independent.`;
  return [...warnings, { code: "regions-overlap", message, where: `regions[${first}]` }];
}

function oneRegion(extracted: ExtractedSpectrum, i: number, profile: FluxProfile): readonly JobWarning[] {
  const warn = (code: string, message: string): JobWarning => ({ code, message, where: `regions[${i}]` });
  const { pixelCount, fractionOutside, fractionMasked, hasInvalidPixels } = extracted;
  if (pixelCount === 0 && fractionOutside < 1) {
    return [
      warn(
        "region-too-small",
        "The region holds the center of no pixel: nothing can be measured there. Take larger regions.",
      ),
    ];
  }
  if (pixelCount === 0) {
    return [warn("region-outside", "The region lies outside the map: nothing can be measured there.")];
  }
  if (hasInvalidPixels) {
    return [
      warn(
        "invalid-pixels",
        "A pixel of the region is not a finite number in counts, background or exposure: nothing can be measured there.",
      ),
    ];
  }
  if (fractionMasked === 1)
    return [warn("region-masked", "The mask hides every pixel of the region: nothing can be measured there.")];
  const warnings: JobWarning[] = [];
  if (fractionOutside > 0)
    warnings.push(warn("region-cut", `${percent(fractionOutside)} of the region lies beyond the edge of the map.`));
  if (fractionMasked > 0) {
    const message = `The mask hides ${percent(fractionMasked)} of the region: the fluxes are those of the rest of it.`;
    warnings.push(warn("region-cut", message));
  }
  if (warnings.length > 0) return warnings;
  // What is wrong with an energy bin everywhere has been said once already.
  const { points } = profile.rows[i];
  const reasons = points.flatMap(({ success, reason }) =>
    success || reason?.startsWith("no energy bin") ? [] : (reason ?? []),
  );
  return [...new Set(reasons)].map((reason) => warn("not-computed", `A flux could not be computed: ${reason}.`));
}

/** Fluxes that were measured, but have no upper limit. */
export function limitWarnings(profile: FluxProfile): readonly JobWarning[] {
  return profile.rows.flatMap((row, i) => {
    const point = row.points.find(
      ({ success, reason, normUl }) => success && Number.isNaN(normUl) && reason?.includes("no upper limit"),
    );
    return point === undefined
      ? []
      : [{ code: "no-upper-limit", message: `There is ${point.reason}.`, where: `regions[${i}]` }];
  });
}

function percent(fraction: number): string {
  return `${(100 * fraction).toPrecision(3)} %`;
}
