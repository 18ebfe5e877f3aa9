import { type Background, fromSkyOffset, GammakitError, gtiIntervals, type SkyPosition, toFrame } from "@gammakit/core";
import type { Stream } from "../random/stream.ts";
import { type BackgroundTable, backgroundTable } from "./background-table.ts";
import { type EventBuffer, reserve } from "./event-buffer.ts";
import { compilePlaceAround } from "./place-around.ts";
import type { Exposure } from "./source-events.ts";

/**
 * Adds the background of a run: per second of good time, whatever the dead time, as rates of GADF are.
 * Throws "unsupported" for a rate whose field of view turns on the sky.
 */
export function addBackgroundEvents(
  buffer: EventBuffer,
  bkg: Background,
  { pointing, gti }: Exposure,
  stream: Stream,
): void {
  if (bkg.kind === "bkg-3d" && bkg.alignment === "altaz") {
    throw new GammakitError(
      "unsupported",
      "The background rate is aligned with altitude and azimuth, and its field of view would turn during the run. Give one that is aligned with the sky, or depends on the offset alone.",
    );
  }
  const table = backgroundTable(bkg);
  const place = compileField(table, pointing);
  const { uniform } = stream;
  for (const [start, stop] of gtiIntervals(gti)) {
    const count = stream.poisson(table.rate * (stop - start));
    reserve(buffer, count);
    for (let k = 0; k < count; k++) {
      const i = buffer.size++;
      buffer.time[i] = start + uniform() * (stop - start);
      const cell = table.draw(uniform(), buffer.energy, i);
      place(cell, uniform(), uniform(), buffer, i);
    }
  }
}

/** Writes a position spread evenly over a cell of the field of view, for two numbers in [0, 1). */
type PlaceInField = (cell: number, u: number, v: number, buffer: EventBuffer, i: number) => void;

function compileField({ cells }: BackgroundTable, pointing: SkyPosition): PlaceInField {
  if (cells.kind === "rings") {
    const around = compilePlaceAround(pointing);
    return (cell, u, v, { lon, lat }, i) => {
      const [a, b] = [haversine(cells.edges[cell]), haversine(cells.edges[cell + 1])];
      const distance = (Math.asin(Math.sqrt(a + u * (b - a))) * 360) / Math.PI;
      around(distance, 2 * Math.PI * v, lon, lat, i);
    };
  }
  const frame = { origin: toFrame(pointing, "icrs") };
  const columns = cells.lon.length - 1;
  return (cell, u, v, { lon, lat }, i) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const fovLon = cells.lon[column] + u * (cells.lon[column + 1] - cells.lon[column]);
    const fovLat = cells.lat[row] + v * (cells.lat[row + 1] - cells.lat[row]);
    [lon[i], lat[i]] = fromSkyOffset(frame, fovLon, fovLat);
  };
}

function haversine(angle: number): number {
  return Math.sin((angle * Math.PI) / 360) ** 2;
}
