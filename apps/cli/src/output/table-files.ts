import type { FluxPoints, FluxProfile, LightCurve, Table, WrittenFile } from "@gammakit/core";
import {
  fluxPointsTable,
  lightCurveTable,
  profileTable,
  writeCsv,
  writeEcsv,
  writeFitsTable,
  writeFluxPointsFits,
  writeMarkdown,
  writeProfileFits,
  writeVotable,
} from "@gammakit/io";

/** A table in every format in which results are given. */
export function tableFiles(table: Table, stem: string): readonly WrittenFile[] {
  const text = new TextEncoder();
  return [
    { name: `${stem}.ecsv`, bytes: text.encode(writeEcsv(table)) },
    { name: `${stem}.csv`, bytes: text.encode(writeCsv(table)) },
    { name: `${stem}.fits`, bytes: writeFitsTable(table) },
    { name: `${stem}.vot`, bytes: text.encode(writeVotable(table)) },
    { name: `${stem}.md`, bytes: text.encode(writeMarkdown(table)) },
  ];
}

/** The table of a profile in every format, and the profile itself in the layout that Gammapy reads. */
export function profileFiles(profile: FluxProfile): readonly WrittenFile[] {
  return [
    ...tableFiles(profileTable(profile, "dnde"), "table"),
    { name: "profile.fits", bytes: writeProfileFits(profile) },
  ];
}

/** The table of flux points in every format, and the points themselves in the layout that Gammapy reads. */
export function fluxPointsFiles(points: FluxPoints): readonly WrittenFile[] {
  return [
    ...tableFiles(fluxPointsTable(points, "dnde"), "table"),
    { name: "flux-points.fits", bytes: writeFluxPointsFits(points) },
  ];
}

/** The table of a light curve in every format, and the curve itself in the layout that Gammapy reads; nothing of an empty one. */
export function lightCurveFiles(curve: LightCurve): readonly WrittenFile[] {
  if (curve.rows.length === 0) return [];
  const whole = lightCurveTable(curve, "likelihood", { complete: true });
  return [
    ...tableFiles(lightCurveTable(curve, "flux"), "table"),
    { name: "light-curve.fits", bytes: writeFitsTable(whole) },
  ];
}
