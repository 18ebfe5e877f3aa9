import { fluxProfileJob } from "@gammakit/analysis";
import { bufferSource } from "@gammakit/core";
import { writeMapDataset } from "@gammakit/io";
import { plane, planeJob } from "./jobs.js";

const bytes = writeMapDataset(plane());
const { result } = await fluxProfileJob(planeJob, { openFile: (name) => bufferSource(bytes, name) });
const measured = result.rows.filter(({ energies: [{ flux }] }) => flux.value > 10 * flux.err);
console.log(measured.length === 3 ? "ok" : JSON.stringify(result.rows));
