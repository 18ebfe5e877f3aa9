// The flare of PKS 2155-304: a power law in each of 24 quarters of an hour. Data: see flare.yaml beside this file.
import { addSeconds, axisFromBounds, emptySpectrum, intervalsFromEdges, parseTime, splitByTime } from "@gammakit/core";
import { spectralTimeSeries, spectraTable } from "@gammakit/estimators";
import { formatTable, openDataStore, readObservation, selectObservations } from "@gammakit/io";
import { fileFolder, inflateNode } from "@gammakit/io/node";
import { chain, reflectedRegions, safeMask, spectrumMaker } from "@gammakit/makers";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";

// Runs that pointed to within 2 degrees of the source during the night.
const source = { frame: "icrs", lon: 329.71693826, lat: -30.225589 };
const start = parseTime("2006-07-29T20:30:00", "utc");
const stop = addSeconds(start, 24 * 900);
const store = await openDataStore(fileFolder(`${process.env.GAMMAPY_DATA}/hess-dl3-dr1`), { inflate: inflateNode });
const selected = selectObservations(store, [
  { type: "sky-circle", center: source, radius: 2 },
  { type: "time-box", start, stop, partialOverlap: true },
]);
const runs = await Promise.all(selected.map((entry) => readObservation(store, entry.id)));

// Each run is cut into the intervals, each part reduced to an ON/OFF spectrum.
const intervals = intervalsFromEdges(Array.from({ length: 25 }, (_, i) => addSeconds(start, i * 900)));
const region = { kind: "circle", center: source, radius: 0.11 };
const energy = axisFromBounds(0.4, 20, 10, { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromBounds(0.1, 40, 20, { name: "energy_true", unit: "TeV", scale: "log" });
const reduce = chain(
  emptySpectrum({ region, energy, energyTrue }),
  spectrumMaker({ containmentCorrection: true }),
  reflectedRegions(),
  safeMask({ methods: ["aeff-max"], aeffPercent: 10 }),
);
const parts = splitByTime(runs, intervals);
const bins = intervals.map((interval, i) => ({ interval, datasets: parts[i].map((run) => reduce(run)) }));

// The parts of an interval are fitted jointly.
const model = powerLaw({ index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1", reference: { value: "1 TeV", frozen: true } });
const series = await spectralTimeSeries(bins, { model, optimizer: minuit(), fluxRange: { min: 1, max: 10 } });
export const table = spectraTable(series);
console.log(formatTable(table, { width: 200 }));
