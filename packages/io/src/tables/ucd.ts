import type { Column } from "@gammakit/core";

/** Of a whole name. IVOA, UCD1+ controlled vocabulary 1.5. */
const names: Readonly<Record<string, string>> = {
  tstart: "time.start",
  tstop: "time.end",
  tstart_mjd: "time.start",
  tstop_mjd: "time.end",
  index: "spect.index",
  alpha: "spect.index",
  amplitude: "phot.flux.density;em.gamma",
  flux: "phot.flux;em.gamma",
  eflux: "phot.flux;em.gamma",
  dnde: "phot.flux.density;em.gamma",
  e2dnde: "phot.flux.density;em.gamma",
  e_ref: "em.energy",
  e_min: "em.energy;stat.min",
  e_max: "em.energy;stat.max",
  x_ref: "pos.angDistance",
  x_min: "pos.angDistance;stat.min",
  x_max: "pos.angDistance;stat.max",
  counts: "phot.count;em.gamma",
  npred: "phot.count;stat.fit",
  npred_excess: "phot.count;stat.fit",
  norm: "arith.factor;stat.fit",
  stat: "stat.likelihood",
  ts: "stat.likelihood",
  sqrt_ts: "stat.snr",
  success: "meta.code.status",
  status: "meta.code.status",
};

/** What the end of a name makes of the quantity before it; "stat.error" takes the quantity behind it. */
const endings: readonly (readonly [RegExp, (ucd: string) => string])[] = [
  [/_(?:err|errn|errp)$/, (ucd) => `stat.error;${ucd}`],
  [/_ul$/, (ucd) => `${ucd};stat.max`],
];

/** The UCD of a column of ours, by its name; none where it is not known. */
export function ucdOf({ name }: Pick<Column, "name">): string | undefined {
  if (Object.hasOwn(names, name)) return names[name];
  for (const [ending, change] of endings) {
    const stem = name.replace(ending, "");
    if (stem !== name && Object.hasOwn(names, stem)) return change(names[stem]);
  }
  return undefined;
}
