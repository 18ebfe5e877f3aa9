import { addSeconds, formatIso, GammakitError, type Table } from "@gammakit/core";
import {
  formatTable,
  type ObservationEntry,
  type ObservationSelection,
  openDataStore,
  selectObservations,
} from "@gammakit/io";
import { exitCode } from "../exit-code.ts";
import { inflater } from "../job/inflater.ts";
import { placesFrom } from "../job/places.ts";

/** Options of `gammakit obs`. */
export interface ObsOptions {
  readonly near?: string;
  readonly json?: boolean;
}

/** Lists the runs of a data store. */
export async function obs(name: string, options: ObsOptions): Promise<number> {
  const store = await openDataStore(placesFrom(process.cwd(), "store").openFolder(name), { inflate: inflater() });
  const runs = selectObservations(store, options.near === undefined ? [] : [parseNear(options.near)]);
  const rows = runs.map((entry) => ({
    id: entry.id,
    start: timeOf(entry, entry.start),
    stop: timeOf(entry, entry.stop),
    raDeg: entry.pointing.lon,
    decDeg: entry.pointing.lat,
    object: entry.object ?? "",
    hdus: (store.hdus.get(entry.id) ?? []).map(({ type }) => type),
  }));
  if (options.json) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else
    process.stdout.write(
      `${formatTable(asTable(rows), { width: process.stdout.columns ?? 120 })}\n${rows.length} runs\n`,
    );
  return exitCode.done;
}

function timeOf(entry: ObservationEntry, seconds: number | undefined): string | null {
  return seconds === undefined ? null : formatIso(addSeconds(entry.reference, seconds), "utc", 0);
}

function parseNear(text: string): ObservationSelection {
  const numbers = text.split(",").map(Number);
  if (numbers.length !== 3 || !numbers.every(Number.isFinite) || !(numbers[2] > 0) || Math.abs(numbers[1]) > 90) {
    throw new GammakitError(
      "invalid-input",
      `--near ${text}: give longitude, latitude and radius in degrees, as in 329.717,-30.226,2`,
      { near: text },
    );
  }
  const [lon, lat, radius] = numbers;
  return { type: "sky-circle", center: { frame: "icrs", lon, lat }, radius };
}

function asTable(
  rows: readonly {
    id: number;
    start: string | null;
    stop: string | null;
    raDeg: number;
    decDeg: number;
    object: string;
    hdus: readonly string[];
  }[],
): Table {
  const texts = (name: string, data: readonly string[]) => ({ name, unit: "", data });
  return {
    name: "observations",
    rowCount: rows.length,
    meta: {},
    columns: [
      texts(
        "id",
        rows.map(({ id }) => String(id)),
      ),
      texts(
        "start",
        rows.map(({ start }) => start ?? ""),
      ),
      texts(
        "stop",
        rows.map(({ stop }) => stop ?? ""),
      ),
      { name: "ra", unit: "deg", data: Float64Array.from(rows, ({ raDeg }) => raDeg) },
      { name: "dec", unit: "deg", data: Float64Array.from(rows, ({ decDeg }) => decDeg) },
      texts(
        "object",
        rows.map(({ object }) => object),
      ),
      texts(
        "hdus",
        rows.map(({ hdus }) => hdus.join(" ")),
      ),
    ],
  };
}
