import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { createGti, instantFromMjd } from "@gammakit/core";
import { parseFits, writeFits } from "@gammakit/fits";
import { writeDataStore } from "@gammakit/io";
import { arrayResponses, hessLike, simulateRun } from "@gammakit/simulate";

/** Length of a run [s], and how many intervals the job cuts it into. */
const [duration, count] = [1680, 24];
const target = { lon: 83.63, lat: 22.01 };
const block = 2880;
const rowsAtATime = 100_000;

/** The columns that GADF asks for: 28 bytes per event. */
const needed = ["EVENT_ID K", "TIME D s", "RA E deg", "DEC E deg", "ENERGY E TeV"];
/** Others that GADF knows: 84 bytes more. */
const optional = [
  ...["EVENT_TYPE J", "MULTIP J"],
  ...["GLON", "GLAT", "ALT", "AZ", "DETX", "DETY", "THETA", "PHI", "DIR_ERR"].map((name) => `${name} E deg`),
  ...["ENERGY_ERR", "COREX", "COREY", "CORE_ERR", "XMAX"].map((name) => `${name} E`),
  ...["XMAX_ERR", "HIL_MSW", "HIL_MSW_ERR", "HIL_MSL", "HIL_MSL_ERR"].map((name) => `${name} E`),
];

/**
 * Writes a data store with runs of `events` events, each in a single file, piece by piece, and a job of time-resolved spectroscopy on
 * them. The times are sorted, the places all over the field of view, the energies those of a power law.
 * @param {string} folder
 * @param {number} events
 * @param {{ readonly all?: boolean, readonly gzip?: boolean, readonly runs?: number }} [options] `all`: every column that GADF knows.
 * @returns {{ readonly job: string, readonly files: readonly string[], readonly bytes: number }} `bytes` of all before they are packed.
 */
export function writeLargeRuns(folder, events, { all = false, gzip = false, runs = 1 } = {}) {
  const { bkg: _, ...responses } = arrayResponses(hessLike);
  const start = instantFromMjd(60200, 0.8, "tt");
  const simulated = Array.from({ length: runs }, (_, i) =>
    simulateRun({
      id: i + 1,
      pointing: { frame: "icrs", lon: target.lon, lat: target.lat + 0.5 },
      gti: createGti(start, [[i * duration, (i + 1) * duration]]),
      responses,
      sources: [],
      seed: 1,
      liveFraction: 0.95,
    }),
  );
  /** @type {string[]} */
  const files = [];
  let bytes = 0;
  for (const written of writeDataStore(simulated, { site: hessLike.site })) {
    const path = join(folder, written.name);
    mkdirSync(dirname(path), { recursive: true });
    if (!written.name.startsWith("data/")) writeFileSync(path, written.bytes);
    else {
      const begin = files.length * duration;
      bytes += writeRun(path, written.bytes, { events, begin }, all ? [...needed, ...optional] : needed, gzip);
      files.push(path);
    }
  }
  const job = join(folder, "job.yaml");
  writeFileSync(job, jobText(folder, runs));
  return { job, files, bytes };
}

/**
 * A copy of a run with other events. Packed, it is a file of several gzip members, as a program writes it that does not hold it either.
 * @param {string} path
 * @param {Uint8Array<ArrayBuffer>} run
 * @param {{ readonly events: number, readonly begin: number }} content `begin`: of the run [s].
 * @param {readonly string[]} columns
 * @param {boolean} gzip
 */
function writeRun(path, run, { events, begin }, columns, gzip) {
  rmSync(path, { force: true });
  const file = openSync(path, "w");
  let length = 0;
  /** @param {Uint8Array} bytes */
  const put = (bytes) => {
    length += bytes.length;
    const out = gzip ? gzipSync(bytes, { level: 1 }) : bytes;
    for (let at = 0; at < out.length; ) at += writeSync(file, out, at);
  };
  const parsed = parseFits(run);
  const { offset } = parsed.dataRange("EVENTS");
  put(run.subarray(0, block));
  put(eventsHeader(parsed, columns, events));
  const layout = layoutOf(columns);
  const random = randomFrom(1);
  for (let first = 0; first < events; first += rowsAtATime) {
    put(someRows(first, Math.min(rowsAtATime, events - first), { events, begin }, layout, random));
  }
  put(new Uint8Array((block - (length % block)) % block));
  put(run.subarray(offset));
  closeSync(file);
  return length;
}

/** @param {import("@gammakit/fits").FitsFile} run @param {readonly string[]} columns @param {number} events */
function eventsHeader(run, columns, events) {
  const { header } = run.table("EVENTS");
  const own = /^(XTENSION|BITPIX|NAXIS\d*|PCOUNT|GCOUNT|TFIELDS|EXTNAME|END|CHECKSUM|DATASUM|T(TYPE|FORM|UNIT)\d+)$/;
  const kept = header.cards.filter(({ keyword, value }) => !own.test(keyword) && value !== undefined);
  const bytes = writeFits([
    { kind: "image" },
    {
      kind: "table",
      name: "EVENTS",
      header: kept.map(({ keyword, value }) => ({ keyword, value: /** @type {string | number} */ (value) })),
      rowCount: 0,
      columns: columns.map((text) => {
        const [name, type, unit] = text.split(" ");
        return { name, type: /** @type {"E"} */ (type), data: [], ...(unit && { unit }) };
      }),
    },
  ]);
  const text = new TextDecoder("latin1").decode(bytes.subarray(block));
  const counted = text
    .replace(/NAXIS2 {2}= +0/, `NAXIS2  = ${String(events).padStart(20)}`)
    .replace(/(CHECKSUM|DATASUM )= .{70}/g, (card) => "COMMENT".padEnd(card.length));
  return new TextEncoder().encode(counted);
}

/** Bytes of a row, and where each column begins. @param {readonly string[]} columns */
function layoutOf(columns) {
  let row = 0;
  const places = columns.map((text) => {
    const [name, type] = text.split(" ");
    const at = row;
    row += type === "K" || type === "D" ? 8 : 4;
    return { name, type, at };
  });
  return { row, places };
}

/**
 * @param {number} first
 * @param {number} rows
 * @param {{ readonly events: number, readonly begin: number }} content
 * @param {ReturnType<typeof layoutOf>} layout
 * @param {() => number} random
 */
function someRows(first, rows, { events, begin }, { row, places }, random) {
  const bytes = new Uint8Array(rows * row);
  const view = new DataView(bytes.buffer);
  const position = (/** @type {number} */ center) => center + 5 * (random() - 0.5);
  for (let i = 0, start = 0; i < rows; i++, start += row) {
    const event = first + i;
    for (const { name, type, at } of places) {
      const to = start + at;
      if (name === "EVENT_ID") view.setUint32(to + 4, event + 1);
      else if (name === "TIME") view.setFloat64(to, begin + (duration * (event + random())) / events);
      else if (name === "RA") view.setFloat32(to, position(target.lon));
      else if (name === "DEC") view.setFloat32(to, position(target.lat));
      else if (name === "ENERGY") view.setFloat32(to, 0.2 * (1 - random()) ** -0.6);
      else if (type === "J") view.setInt32(to, 4);
      else view.setFloat32(to, random());
    }
  }
  return bytes;
}

/** Numbers from 0 to 1 that look random. @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @param {string} folder @param {number} runs */
function jobText(folder, runs) {
  return `job: time-resolved-spectroscopy
data: { store: ${JSON.stringify(folder)} }
time: { start: "2023-09-13T19:12:00", scale: tt, width: ${duration / count} s, count: ${runs * count} }
on: { type: circle, frame: icrs, lon: ${target.lon} deg, lat: ${target.lat} deg, radius: 0.11 deg }
energy: { min: 0.4 TeV, max: 20 TeV, bins: 10 }
energyTrue: { min: 0.1 TeV, max: 40 TeV, bins: 20 }
containmentCorrection: true
background: { maker: reflected-regions }
safeMask: { methods: [aeff-max], aeffPercent: 10 }
model:
  type: power-law
  parameters: { index: 3.0, amplitude: 2e-11 cm-2 s-1 TeV-1, reference: { value: 1 TeV, frozen: true } }
integralFlux: { min: 1 TeV, max: 10 TeV }
`;
}
