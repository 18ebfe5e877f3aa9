import { isReached } from "./fold.ts";
import type { ParameterLayout } from "./layout.ts";
import type { Stages } from "./stages.ts";
import { isPoisson } from "./statistics.ts";

/** What the used bins of the data know of a model. */
interface Sight {
  /** Bins in which it predicts anything. */
  bins: number;
  /** Events in them. */
  events: number;
}

/**
 * Why some free parameter cannot be determined whatever its value: no bin to compare with, no exposure, no event.
 * Undefined where the data can tell. A parameter with a prior is known without data.
 */
export function blindSpot(stages: Stages, layout: ParameterLayout): string | undefined {
  if (stages.datasets.every(({ bins }) => bins.length === 0))
    return "No energy bin can be used: all are masked, or have no background estimate.";
  const sights = sightOf(stages, layout.offsets.length);
  const unseen = layout.free.filter(
    (k) => layout.parameters[k].prior === undefined && seen(layout, sights, k).bins === 0,
  );
  if (unseen.length > 0) {
    return `The data say nothing about ${namesOf(layout, unseen)}: no bin in use has any exposure there. Freeze what the data cannot tell.`;
  }
  if (!stages.datasets.every(({ statistic }) => isPoisson(statistic))) return undefined;
  const empty = layout.free.filter(
    (k) => layout.parameters[k].prior === undefined && seen(layout, sights, k).events === 0,
  );
  if (empty.length === 0) return undefined;
  return `There is no ON event in the bins that constrain ${namesOf(layout, empty)}: a smaller flux always fits better. Give an upper limit instead.`;
}

function sightOf({ datasets }: Stages, models: number): readonly Sight[] {
  const sights = Array.from({ length: models }, (): Sight => ({ bins: 0, events: 0 }));
  for (const { dataset, bins, matrix, inputs } of datasets) {
    for (const j of bins) {
      if (!isReached(matrix, j)) continue;
      for (const { model } of inputs) {
        sights[model].bins++;
        sights[model].events += dataset.counts[j];
      }
    }
  }
  return sights;
}

/** What the data know of free parameter `k`, through every model that shares its value. */
function seen({ source, offsets }: ParameterLayout, sights: readonly Sight[], k: number): Sight {
  const total: Sight = { bins: 0, events: 0 };
  sights.forEach(({ bins, events }, model) => {
    const end = offsets[model + 1] ?? source.length;
    if (!source.subarray(offsets[model], end).includes(k)) return;
    total.bins += bins;
    total.events += events;
  });
  return total;
}

function namesOf({ names }: ParameterLayout, indices: Int32Array): string {
  return Array.from(indices, (k) => names[k]).join(" and ");
}
