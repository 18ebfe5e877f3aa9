import { spectrumJob } from "@gammakit/analysis";
import type { SpectrumDatasetOnOff } from "@gammakit/core";
import { memoryFolder, writeOgip } from "@gammakit/io";
import type { ChosenFile, DataSource } from "../src/protocol.ts";
import { droppedNight } from "./night.ts";

/** The spectra of two simulated runs as OGIP files, each in the folder of a telescope. */
export async function spectraFiles(): Promise<readonly ChosenFile[]> {
  const night = new Map(droppedNight().files.map(({ path, file }) => [path.replace("home/night/", ""), file]));
  const { datasets } = await spectrumJob(
    {
      job: "spectrum",
      data: { store: "night" },
      on: { type: "circle", lon: "329.71694 deg", lat: "-30.22559 deg", radius: "0.11 deg" },
      energy: { min: "0.4 TeV", max: "20 TeV", bins: 12 },
      energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 30 },
      containmentCorrection: true,
      model: { type: "power-law", parameters: { index: 3, amplitude: 5e-11 } },
    },
    { openFolder: () => memoryFolder("night", night) },
  );
  return datasets.flatMap((dataset, k) =>
    writeOgip({ ...(dataset as SpectrumDatasetOnOff), meta: {} }, `pha_${k + 1}.fits`).map(({ name, bytes }) => ({
      path: `spectra/${["east", "west"][k]}/${name}`,
      file: new Blob([bytes as Uint8Array<ArrayBuffer>]),
    })),
  );
}

/** What a person drops. */
export function dropped(files: readonly ChosenFile[], name = "spectra"): Extract<DataSource, { kind: "files" }> {
  return { kind: "files", name, files };
}
