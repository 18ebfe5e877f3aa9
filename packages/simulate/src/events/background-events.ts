import { atan2, type Background, GammakitError, gtiIntervals, onTime, type SkyPosition, wrap360 } from "@gammakit/core";
import type { Stream } from "../random/stream.ts";
import { cosDegrees, degree, sinDegrees } from "../repeatable/degrees.ts";
import { roundedPosition } from "../repeatable/rounded.ts";
import { type BackgroundTable, backgroundTable } from "./background-table.ts";
import { type EventBuffer, reserve } from "./event-buffer.ts";
import { checkExpected } from "./limits.ts";
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
  // The longitude of GADF grows to the west.
  const east = bkg.kind === "bkg-3d" && bkg.alignment === "radec" ? -1 : 1;
  const place = compileField(table, pointing, stream, east);
  const { uniform } = stream;
  checkExpected(table.rate * onTime(gti), "the background");
  for (const [start, stop] of gtiIntervals(gti)) {
    const count = stream.poisson(table.rate * (stop - start));
    reserve(buffer, count);
    for (let k = 0; k < count; k++) {
      buffer.time[buffer.size] = start + uniform() * (stop - start);
      place(table.draw(uniform(), buffer.energy, buffer.size), buffer);
      buffer.size++;
    }
  }
}

/** Writes the position of the last event of a buffer, spread evenly over a cell of the field of view. */
type PlaceInField = (cell: number, buffer: EventBuffer) => void;

function compileField({ cells }: BackgroundTable, pointing: SkyPosition, stream: Stream, east: 1 | -1): PlaceInField {
  const { uniform } = stream;
  if (cells.kind === "rings") {
    const around = compilePlaceAround(pointing, stream);
    const haversines = cells.edges.map((edge) => sinDegrees(edge / 2) * sinDegrees(edge / 2));
    return (cell, buffer) => {
      const h = haversines[cell] + uniform() * (haversines[cell + 1] - haversines[cell]);
      around(2 * Math.sqrt(h * (1 - h)), 1 - 2 * h, buffer);
    };
  }
  const onSky = compileFieldToSky(pointing);
  const columns = cells.lon.length - 1;
  return (cell, buffer) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const fovLon = cells.lon[column] + uniform() * (cells.lon[column + 1] - cells.lon[column]);
    const fovLat = cells.lat[row] + uniform() * (cells.lat[row + 1] - cells.lat[row]);
    onSky(east * fovLon, fovLat, buffer);
  };
}

/** Writes the position of the last event of a buffer from its place in the field of view [deg], as `fromSkyOffset` of core has it. */
function compileFieldToSky(pointing: SkyPosition): (fovLon: number, fovLat: number, buffer: EventBuffer) => void {
  const { lon, lat } = roundedPosition(pointing);
  const [sin0, cos0] = [sinDegrees(lat), cosDegrees(lat)];
  return (fovLon, fovLat, buffer) => {
    const cosLat = cosDegrees(fovLat);
    const [ahead, east, north] = [cosLat * cosDegrees(fovLon), cosLat * sinDegrees(fovLon), sinDegrees(fovLat)];
    const x = cos0 * ahead - sin0 * north;
    const z = sin0 * ahead + cos0 * north;
    buffer.lon[buffer.size] = wrap360(lon + atan2(east, x) / degree);
    buffer.lat[buffer.size] = atan2(z, Math.sqrt(x * x + east * east)) / degree;
  };
}
