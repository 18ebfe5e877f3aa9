import {
  compileTemporal,
  cos,
  effectiveAreaAt,
  exp,
  type Gti,
  gtiIntervals,
  onTime,
  parameterValues,
  type SkyPosition,
  type SpectralModel,
  separationBetween,
  sin,
  type TemporalModel,
} from "@gammakit/core";
import type { Responses } from "../array/responses.ts";
import type { Stream } from "../random/stream.ts";
import { degree } from "../repeatable/degrees.ts";
import { compileCurves, type ParameterCurves } from "./curve.ts";
import { compileDispersionTable } from "./dispersion-table.ts";
import { compileEnergyTable, type EnergyNodes, energyNodes } from "./energy-table.ts";
import { type EventBuffer, reserve } from "./event-buffer.ts";
import { checkExpected, checkPositive, checkSteps } from "./limits.ts";
import { compilePlaceAround } from "./place-around.ts";
import { compilePsfTable } from "./psf-table.ts";

/** A point source whose spectrum may change in time. */
export interface SimulatedSource {
  readonly position: SkyPosition;
  /** dN/dE [cm-2 s-1 TeV-1]. */
  readonly spectrum: SpectralModel;
  /** Courses of its parameters; those that are not named keep their value. */
  readonly curves?: ParameterCurves;
  /** A factor on the whole spectrum; below 0 it counts as 0. */
  readonly temporal?: TemporalModel;
}

/** Where and when the telescope looks. */
export interface Exposure {
  readonly pointing: SkyPosition;
  readonly gti: Gti;
  readonly liveFraction: number;
  /** Longest step [s] in which a source that varies is taken to be constant. */
  readonly timeStep: number;
}

/**
 * Adds the detected photons of a source. Time goes in steps that end at the nodes of curves; in each the spectrum is that of its
 * middle, the number of photons is Poisson, and arrival times are even. A photon then gets its energy from the detected spectrum,
 * and its reconstructed energy and place from the responses at the offset of the source.
 */
export function addSourceEvents(
  buffer: EventBuffer,
  source: SimulatedSource,
  exposure: Exposure,
  responses: Responses,
  stream: Stream,
): void {
  const rate = compileRate(source, exposure);
  const offset = separationBetween(exposure.pointing, source.position);
  const draw = compileDraw(source, offset, responses, stream);
  const steps = timeSteps(exposure, rate);
  // All numbers first, so that the buffer grows once.
  const means = steps.map(([start, stop]) => {
    const detected = draw.set(rate.at((start + stop) / 2)) * rate.factor();
    return detected * (stop - start) * exposure.liveFraction;
  });
  checkExpected(
    means.reduce((sum, mean) => sum + mean, 0),
    `the source "${source.spectrum.name ?? source.spectrum.id}"`,
  );
  const counts = means.map((mean) => stream.poisson(mean));
  reserve(
    buffer,
    counts.reduce((sum, count) => sum + count, 0),
  );
  for (const [k, [start, stop]] of steps.entries()) {
    if (counts[k] === 0) continue;
    draw.set(rate.at((start + stop) / 2));
    for (let i = 0; i < counts[k]; i++) {
      buffer.time[buffer.size] = start + stream.uniform() * (stop - start);
      draw.event(buffer);
      buffer.size++;
    }
  }
}

interface Rate {
  readonly isConstant: boolean;
  readonly nodes: readonly number[];
  /** The parameters at a time [s]. */
  at(time: number): Float64Array;
  /** The factor of the temporal model at that time. */
  factor(): number;
}

function compileRate({ spectrum, curves, temporal }: SimulatedSource, { gti }: Exposure): Rate {
  const compiled = compileCurves(spectrum, curves);
  const p = new Float64Array(spectrum.parameters.length);
  const course = temporal && { ...compileTemporal(temporal, gti.reference), p: parameterValues(temporal) };
  const [when, factor] = [new Float64Array(1), Float64Array.of(1)];
  return {
    isConstant: compiled.isConstant && temporal === undefined,
    nodes: compiled.nodes,
    at(time) {
      compiled.at(time, p);
      when[0] = time;
      course?.evaluate(when, course.p, factor);
      return p;
    },
    factor: () => Math.fround(Math.max(0, factor[0])),
  };
}

/** Steps through good time: none crosses a node of a curve. */
function timeSteps({ gti, timeStep }: Exposure, rate: Rate): readonly (readonly [number, number])[] {
  checkSteps(rate.isConstant ? 0 : onTime(gti), timeStep);
  return gtiIntervals(gti).flatMap(([start, stop]) => {
    const inside = rate.nodes.filter((time) => time > start && time < stop);
    const ends = [start, ...[...new Set(inside)].sort((a, b) => a - b), stop];
    return ends.slice(1).flatMap((end, i) => {
      const count = rate.isConstant ? 1 : Math.ceil((end - ends[i]) / timeStep);
      const at = (k: number) => (k === count ? end : ends[i] + ((end - ends[i]) * k) / count);
      return Array.from({ length: count }, (_, k) => [at(k), at(k + 1)] as const);
    });
  });
}

/** Draws events of a source: its energy table, and one event after the other. */
function compileDraw(source: SimulatedSource, offset: number, responses: Responses, stream: Stream) {
  const { aeff, edisp, psf } = responses;
  checkPositive(aeff.energy);
  const nodes: EnergyNodes = energyNodes(aeff.energy.edges[0], aeff.energy.edges[aeff.energy.edges.length - 1]);
  const dispersion = compileDispersionTable(edisp, offset, nodes.energy);
  const spread = compilePsfTable(psf, offset, nodes.energy);
  const place = compilePlaceAround(source.position, stream);
  const area = effectiveAreaAt(aeff, nodes.energy, offset);
  const seen = area.map((value, i) => (dispersion.isReconstructed(i) && spread.isDefined(i) ? value : 0));
  const table = compileEnergyTable(source.spectrum, nodes, seen);
  const { uniform } = stream;
  /** One of the two nodes around, the nearer the likelier: what lies between nodes is then a mixture of both. */
  const node = (at: number) => {
    const below = Math.min(Math.floor(at), nodes.energy.length - 2);
    const low = uniform() < at - below ? below + 1 : below;
    return seen[low] > 0 ? low : 2 * below + 1 - low;
  };
  return {
    set: table.set,
    event(buffer: EventBuffer) {
      const at = table.draw(uniform());
      const energy = exp(nodes.first + nodes.step * at);
      buffer.energy[buffer.size] = energy * dispersion.draw(node(at), uniform());
      const distance = spread.draw(node(at), uniform());
      place(sin(distance * degree), cos(distance * degree), buffer);
    },
  };
}
