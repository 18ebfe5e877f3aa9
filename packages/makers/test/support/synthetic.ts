import {
  axisFromBounds,
  axisFromEdges,
  createGti,
  type Dataset,
  type EffectiveArea,
  type EnergyDispersion,
  emptySpectrum,
  type Observation,
  type PsfKing,
  type SkyPosition,
  type SpectrumDataset,
  type SpectrumDatasetOnOff,
} from "@gammakit/core";

/** What events of synthetic runs count from. */
export const reference = { scale: "tt", day: 53945, fraction: 0 } as const;

export const target: SkyPosition = { frame: "icrs", lon: 83.63, lat: 22.01 };
export const pointing: SkyPosition = { frame: "icrs", lon: 83.63, lat: 22.51 };
export const region = { kind: "circle", center: target, radius: 0.1 } as const;

const energyTrueTable = axisFromBounds(0.05, 200, 12, { name: "energy_true", unit: "TeV", scale: "log" });
const offset = axisFromEdges([0, 1, 2, 3], { name: "offset", unit: "deg", scale: "lin" });
const migra = axisFromBounds(0.5, 1.5, 20, { name: "migra", unit: "", scale: "lin" });

export const energy = axisFromBounds(0.5, 50, 8, { name: "energy", unit: "TeV", scale: "log" });
export const energyTrue = axisFromBounds(0.2, 100, 16, { name: "energy_true", unit: "TeV", scale: "log" });
export const empty: SpectrumDataset = emptySpectrum({ region, energy, energyTrue });

/** Effective area [cm2] of a function of true energy [TeV]. */
export function areaOf(value: (energy: number) => number, enclosure: "full" | "point-like" = "full"): EffectiveArea {
  const row = [...energyTrueTable.centers].map(value);
  const values = Float64Array.from([...row, ...row, ...row]);
  return { kind: "aeff-2d", enclosure, energy: energyTrueTable, offset, values };
}

/** Energy dispersion with a density over migra. */
export function dispersionOf(density: (migra: number, energy: number) => number): EnergyDispersion {
  const plane = [...migra.centers].flatMap((mu) => [...energyTrueTable.centers].map((e) => density(mu, e)));
  const values = Float64Array.from([...plane, ...plane, ...plane]);
  return { kind: "edisp-2d", enclosure: "full", energy: energyTrueTable, migra, offset, values };
}

/** King profile with γ = 2: containment r² / (r² + 4σ²). */
export function kingOf(sigma: number): PsfKing {
  const n = energyTrueTable.centers.length * offset.centers.length;
  const values = (value: number) => new Float64Array(n).fill(value);
  return { kind: "psf-king", energy: energyTrueTable, offset, gamma: values(2), sigma: values(sigma) };
}

/** Event: time [s], longitude and latitude [deg], energy [TeV]. */
export type Event = readonly [time: number, lon: number, lat: number, energy: number];

/** A run of 1000 s with a live fraction of 0.9, a flat effective area of 1e9 cm2 and a narrow energy dispersion. */
export function observationOf(events: readonly Event[] = [], changes: Partial<Observation> = {}): Observation {
  const pick = (k: 0 | 1 | 2 | 3) => Float64Array.from(events, (event) => event[k]);
  return {
    id: 7,
    part: 0,
    pointing,
    liveFraction: 0.9,
    gti: createGti(reference, [[0, 1000]]),
    events: { reference, time: pick(0), lon: pick(1), lat: pick(2), energy: pick(3) },
    aeff: areaOf(() => 1e9),
    edisp: dispersionOf((mu) => Math.exp(-0.5 * ((mu - 1) / 0.1) ** 2)),
    psf: kingOf(0.05),
    meta: { TELESCOP: "TEST" },
    ...changes,
  };
}

/** ON/OFF counts on the axes of {@link empty}; one number stands for all bins. */
export function onOffOf(changes: Partial<SpectrumDatasetOnOff> = {}): SpectrumDatasetOnOff {
  const { kind: _, background: __, ...fields } = empty;
  const n = empty.counts.length;
  return {
    ...fields,
    kind: "spectrum-on-off",
    name: "test",
    livetime: 100,
    counts: new Float64Array(n).fill(5),
    countsOff: new Float64Array(n).fill(20),
    acceptance: new Float64Array(n).fill(1),
    acceptanceOff: new Float64Array(n).fill(10),
    exposure: new Float64Array(empty.exposure.length).fill(1e11),
    edisp: new Float64Array(empty.edisp.length).fill(1 / n),
    maskSafe: new Uint8Array(n).fill(1),
    offRegions: [],
    ...changes,
  };
}

/** The dataset narrowed to its ON/OFF form. */
export function asOnOff(dataset: Dataset): SpectrumDatasetOnOff {
  if (dataset.kind !== "spectrum-on-off") throw new Error(`A ${dataset.kind} dataset has no OFF counts.`);
  return dataset;
}
