import { addSeconds, GammakitError, type Observation, onTime, toFrame } from "@gammakit/core";
import { horizonAt, type ObservatorySite } from "./horizon.ts";

/** What headers and indexes say of a run, times in seconds after the reference of its good time. */
export interface RunFacts {
  readonly start: number;
  readonly stop: number;
  readonly ontime: number;
  readonly livetime: number;
  /** Right ascension and declination of the pointing [deg]. */
  readonly lon: number;
  readonly lat: number;
  /** Altitude and azimuth of the pointing half-way through the run [deg]. */
  readonly altitude: number;
  readonly azimuth: number;
}

/** Throws "invalid-input" for a run without good time. */
export function runFacts(observation: Observation, site: ObservatorySite): RunFacts {
  const { gti, pointing, liveFraction, id } = observation;
  if (gti.start.length === 0) {
    throw new GammakitError("invalid-input", `Run ${id} has no good time, so there is nothing to write of it.`, { id });
  }
  const [start, stop] = [gti.start.reduce((a, b) => Math.min(a, b)), gti.stop.reduce((a, b) => Math.max(a, b))];
  const ontime = onTime(gti);
  const { lon, lat } = toFrame(pointing, "icrs");
  const [altitude, azimuth] = horizonAt(pointing, addSeconds(gti.reference, start + (stop - start) / 2), site);
  return { start, stop, ontime, livetime: ontime * liveFraction, lon, lat, altitude, azimuth };
}
