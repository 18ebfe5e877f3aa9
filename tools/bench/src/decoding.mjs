import { parseFits, writeFits } from "@gammakit/fits";
import { figure } from "./figures.mjs";
import { sampleTimes } from "./sampling.mjs";

const rows = 1_000_000;

/** Columns of an event table made in memory: time, position and energy as doubles. @param {number} runs */
export async function benchDecoding(runs) {
  const table = eventTable();
  const columns = ["TIME", "RA", "DEC", "ENERGY"];
  const bytes = rows * (8 + 3 * 4);
  const decode = () => {
    for (const column of columns) table.numbers(column);
  };
  await sampleTimes(5, decode);
  const times = await sampleTimes(runs, decode);
  return [
    figure(
      "four columns, 1e6 rows",
      "GB/s",
      times.map((ms) => bytes / (ms * 1e6)),
    ),
  ];
}

function eventTable() {
  const ramp = (/** @type {number} */ scale) => Float64Array.from({ length: rows }, (_, i) => (scale * i) / rows);
  const short = (/** @type {number} */ scale) => Float32Array.from(ramp(scale));
  const file = writeFits([
    { kind: "image" },
    {
      kind: "table",
      name: "EVENTS",
      columns: [
        { name: "EVENT_ID", data: Int32Array.from({ length: rows }, (_, i) => i) },
        { name: "TIME", unit: "s", data: ramp(1800) },
        { name: "RA", unit: "deg", data: short(5) },
        { name: "DEC", unit: "deg", data: short(5) },
        { name: "ENERGY", unit: "TeV", data: short(20) },
      ],
    },
  ]);
  return parseFits(file).table("EVENTS");
}
