import { axisFromBounds } from "@gammakit/core";
import { writeMapDataset } from "@gammakit/io";
import { powerLaw } from "@gammakit/models";
import { latLike, simulateMapDataset } from "@gammakit/simulate";

/** A file with a coarse map of the Galactic center, so wide and high [deg], with a bright source in its middle and nothing else. */
export function simulatedPlane(width: readonly [number, number]): Uint8Array<ArrayBuffer> {
  const axis = (name: string, min: number, max: number, bins: number) =>
    axisFromBounds(min, max, bins, { name, unit: "TeV", scale: "log" });
  const center = { frame: "galactic", lon: 0, lat: 0 } as const;
  return writeMapDataset(
    simulateMapDataset({
      instrument: latLike,
      center,
      binSize: 0.2,
      width,
      energy: axis("energy", 0.01, 2, 4),
      energyTrue: axis("energy_true", 0.005, 3, 12),
      sources: [{ position: center, spectrum: powerLaw({ index: 2.3, amplitude: 1e-8, reference: 0.1 }) }],
      seed: 3,
    }),
  );
}
