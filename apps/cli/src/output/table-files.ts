import type { FluxProfile, Table, WrittenFile } from "@gammakit/core";
import {
  profileTable,
  writeCsv,
  writeEcsv,
  writeFitsTable,
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
