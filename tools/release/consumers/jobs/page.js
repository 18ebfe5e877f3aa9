import { fluxProfileJob, timeResolvedSpectroscopy } from "@gammakit/analysis";
import { bufferSource } from "@gammakit/core";
import { memoryFolder, writeDataStore, writeMapDataset } from "@gammakit/io";
import { hessLike, simulateNight } from "@gammakit/simulate";
import { night, nightJob, plane, planeJob } from "./jobs.js";

try {
  const runs = simulateNight(night());
  const files = new Map(writeDataStore(runs, { site: hessLike.site }).map(({ name, bytes }) => [name, bytes]));
  const spectra = await timeResolvedSpectroscopy(nightJob, { openFolder: (name) => memoryFolder(name, files) });
  const bytes = writeMapDataset(plane());
  const profile = await fluxProfileJob(planeJob, { openFile: (name) => bufferSource(bytes, name) });
  const fitted = spectra.result.bins.filter(({ success }) => success).length;
  const measured = profile.result.rows.filter(({ energies: [point] }) => point.success).length;
  document.title = fitted === 2 && measured === 3 ? "ok" : `${fitted} of 2 intervals, ${measured} of 3 rectangles`;
} catch (error) {
  document.title = String(error);
}
