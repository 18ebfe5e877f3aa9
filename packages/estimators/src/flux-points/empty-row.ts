import type { FluxPoints } from "@gammakit/core";
import { emptyPoint } from "./flux-point.ts";
import { headOf } from "./flux-points.ts";
import type { FluxPointsSettings } from "./options.ts";

/** Points of a region or interval of which nothing is known, in the energy bins of the others. */
export function emptyRow(
  settings: FluxPointsSettings,
  model: FluxPoints | undefined,
  reason = "there are no data",
): FluxPoints {
  const { energyEdges, reference } = settings;
  const bins =
    model?.points ??
    Array.from({ length: energyEdges.length - 1 }, (_, k) => ({ eMin: energyEdges[k], eMax: energyEdges[k + 1] }));
  return { ...headOf(settings), points: bins.map(({ eMin, eMax }) => emptyPoint(reference, eMin, eMax, reason)) };
}
