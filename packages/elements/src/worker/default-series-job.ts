import type { TimeResolvedJob } from "@gammakit/analysis";
import { addSeconds, formatIso, GammakitError, type SkyPosition, secondsBetween, toScale } from "@gammakit/core";
import type { DataStore, ObservationEntry } from "@gammakit/io";

/** Longest pause [s] within a night. */
const longestPause = 6 * 3600;
/** Width of an interval [s]. */
const width = 900;
/** Most intervals that a person wants to look at to begin with. */
const mostIntervals = 200;

interface TimedRun extends ObservationEntry {
  readonly start: number;
  readonly stop: number;
}

/** What the indexes of a data store say. */
type DefaultSeriesInput = Pick<DataStore, "observations" | "hdus">;

/**
 * The job to begin with on runs of which nothing else is known: the night with the most runs on one target, a power law in every
 * quarter of an hour, around a point where its responses are for a cut that depends on energy. Throws "invalid-file" where no run has a
 * time.
 */
export function defaultSeriesJob(store: string, { observations, hdus }: DefaultSeriesInput): TimeResolvedJob {
  const timed = observations.filter((run): run is TimedRun => run.start !== undefined && run.stop !== undefined);
  if (timed.length === 0) {
    throw new GammakitError(
      "invalid-file",
      `The obs-index of ${store} has no run with a start and a stop, so it can't be told how to cut the time. Give a job file.`,
    );
  }
  const night = nightsOf(timed).reduce((best, one) => (one.length > best.length ? one : best));
  const [first] = night;
  const span =
    Math.max(...night.map((run) => secondsBetween(first.reference, addSeconds(run.reference, run.stop)))) - first.start;
  const begin = Math.floor(first.start / 60) * 60;
  const { lon, lat } = targetOf(night);
  const place = { frame: "icrs", lon: `${lon} deg`, lat: `${lat} deg` } as const;
  const all = (type: string) => night.every(({ id }) => hdus.get(id)?.some((hdu) => hdu.type === type));
  const isPoint = all("rad_max");
  return {
    job: "time-resolved-spectroscopy",
    data: { store, obsIds: night.map(({ id }) => id) },
    time: {
      start: formatIso(toScale(addSeconds(first.reference, begin), "utc"), "utc", 0),
      scale: "utc",
      width: `${width / 60} min`,
      count: Math.min(mostIntervals, Math.max(1, Math.ceil((span + 60) / width))),
    },
    on: isPoint ? { type: "point", ...place } : { type: "circle", ...place, radius: "0.11 deg" },
    energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
    // Fifty per decade: wider ones make fluxes of steep spectra some percent too low.
    energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 130 },
    // Point-like responses hold the containment, and come without a point-spread function.
    containmentCorrection: !isPoint && all("psf"),
    background: { maker: "reflected-regions" },
    safeMask: { methods: ["aeff-max"], aeffPercent: 10 },
    model: { type: "power-law", parameters: { index: 2.5, amplitude: "1e-11 cm-2 s-1 TeV-1", reference: "1 TeV" } },
    integralFlux: { min: "1 TeV", max: "10 TeV" },
  };
}

/** Runs on one target without a long pause between them, in order of time. */
function nightsOf(runs: readonly TimedRun[]): readonly (readonly TimedRun[])[] {
  const at = (run: TimedRun) => secondsBetween(runs[0].reference, addSeconds(run.reference, run.start));
  const nights: TimedRun[][] = [];
  for (const run of [...runs].sort((a, b) => at(a) - at(b))) {
    const same = nights.findLast(
      (night) => nameOf(night[0]) === nameOf(run) && at(run) - at(night[night.length - 1]) < longestPause,
    );
    if (same === undefined) nights.push([run]);
    else same.push(run);
  }
  return nights;
}

function nameOf({ object }: ObservationEntry): string {
  return object?.trim() ?? "";
}

/** Where the target is; the middle of the pointings where the index does not say it. Rounded to an arcsecond. */
function targetOf(night: readonly ObservationEntry[]): Pick<SkyPosition, "lon" | "lat"> {
  const round = (value: number) => Number(value.toFixed(5));
  const known = night.find(({ target }) => target !== undefined)?.target;
  if (known !== undefined) return { lon: round(known.lon), lat: round(known.lat) };
  const radians = Math.PI / 180;
  let [x, y, z] = [0, 0, 0];
  for (const { pointing } of night) {
    const [lon, lat] = [pointing.lon * radians, pointing.lat * radians];
    x += Math.cos(lat) * Math.cos(lon);
    y += Math.cos(lat) * Math.sin(lon);
    z += Math.sin(lat);
  }
  const lon = Math.atan2(y, x) / radians;
  return { lon: round(lon < 0 ? lon + 360 : lon), lat: round(Math.atan2(z, Math.hypot(x, y)) / radians) };
}
