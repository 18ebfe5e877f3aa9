import { GammakitError } from "../errors/gammakit-error.ts";
import { instantFromMjd } from "./instant.ts";
import type { Instant, TimeScale } from "./scale.ts";

/** What a value of TIMESYS means: a scale of this library, or one that runs beside it. */
export interface TimeSystem {
  readonly scale: TimeScale;
  /** Seconds of `scale` per second of the system. */
  readonly rate: number;
  /** The instant in `scale` that the system calls MJD `day` + `fraction`. */
  readonly instantAt: (day: number, fraction: number) => Instant;
}

/** TCG and TCB agreed with TT at MJD 43144 TAI (1977-01-01) and run faster by these: IAU 2000 B1.9, 2006 B3. */
const coordinateEpoch = { day: 43144, fraction: 32.184 / 86400 };
const fasterTcg = 6.969290134e-10;
const fasterTcb = 1.550519768e-8;
const tdbOffset = -6.55e-5 / 86400;
/** TAI − GPS [d]. */
const taiMinusGps = 19 / 86400;

const systems: Readonly<Record<string, TimeSystem>> = {
  utc: synchronous("utc"),
  gmt: synchronous("utc"),
  tai: synchronous("tai"),
  iat: synchronous("tai"),
  gps: synchronous("tai", taiMinusGps),
  tt: synchronous("tt"),
  tdt: synchronous("tt"),
  et: synchronous("tt"),
  tdb: synchronous("tdb"),
  tcg: slowed("tt", fasterTcg, 0),
  tcb: slowed("tdb", fasterTcb, tdbOffset),
};

/** Why the other values of the standard cannot be used. */
const refused: Readonly<Record<string, string>> = {
  local: "is a clock of its own, with no relation to any other",
  ut1: "follows the rotation of the Earth, which takes measured tables",
  ut: "may mean UT1 or UTC, which differ by up to 0.9 s",
};

/**
 * The system that the value of TIMESYS names, in capitals or not; a realization behind it, "TT(TAI)", is left out.
 * FITS Standard 4.0, table 30. Throws "unsupported" for local time and the rotation of the Earth, "invalid-file" for what is none.
 */
export function timeSystem(name: string, where: string): TimeSystem {
  const [, word] = /^([a-z0-9]*)(?:\(.*\))?$/.exec(name.trim().toLowerCase()) ?? [];
  if (word !== undefined && Object.hasOwn(systems, word)) return systems[word];
  const known = "understood are UTC, TAI, GPS, TT, TDB, TCG and TCB";
  const reason = word !== undefined && Object.hasOwn(refused, word) ? refused[word] : undefined;
  throw new GammakitError(
    reason === undefined ? "invalid-file" : "unsupported",
    `${where}: TIMESYS is "${name}"${reason === undefined ? "" : `, which ${reason}`}; ${known}.`,
    { TIMESYS: name },
  );
}

function synchronous(scale: TimeScale, ahead = 0): TimeSystem {
  return { scale, rate: 1, instantAt: (day, fraction) => instantFromMjd(day, fraction + ahead, scale) };
}

function slowed(scale: TimeScale, faster: number, ahead: number): TimeSystem {
  const { day: day0, fraction: fraction0 } = coordinateEpoch;
  return {
    scale,
    rate: 1 - faster,
    instantAt: (day, fraction) =>
      instantFromMjd(day, fraction - faster * (day - day0 + (fraction - fraction0)) + ahead, scale),
  };
}
