import { fluxProfileJob } from "@gammakit/analysis";
import { axisFromBounds, bufferSource } from "@gammakit/core";
import { writeMapDataset } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { latLike, simulateMapDataset } from "@gammakit/simulate";

const axis = (name, min, max, bins) => axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
const spectrum = powerLaw({ index: 2.3, amplitude: 1e-8, reference: 0.1 });
const plane = simulateMapDataset({
  instrument: latLike,
  center: { frame: "galactic", lon: 0, lat: 0 },
  binSize: 0.2,
  width: [8, 4],
  energy: axis("energy", 0.01, 2, 4),
  energyTrue: axis("energy_true", 0.005, 3, 12),
  sources: [{ position: { frame: "galactic", lon: 0, lat: 0 }, spectrum }],
  diffuse: [],
  seed: 3,
});
const bytes = writeMapDataset(plane);
const { result } = await fluxProfileJob(
  {
    job: "flux-profile",
    dataset: "plane.fits",
    regions: {
      type: "rectangles",
      frame: "galactic",
      start: { lon: 2, lat: 0 },
      end: { lon: -2, lat: 0 },
      height: "2 deg",
      count: 3,
    },
    model: { type: "power-law", parameters: { index: 2.3 } },
    energyEdges: ["10 GeV", "2 TeV"],
  },
  { openFile: (name) => bufferSource(bytes, name) },
);
const [, { energies: middle }] = result.rows;
const { value, err } = middle[0].flux;
console.log(result.rows.length === 3 && value > 10 * err ? "ok" : JSON.stringify(result.rows));
