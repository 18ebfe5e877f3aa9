import type { Table, WrittenFile } from "@gammakit/core";
import { writeCsv, writeEcsv, writeFitsTable } from "@gammakit/io";

/** A table in every format in which results are given. */
export function tableFiles(table: Table, stem: string): readonly WrittenFile[] {
  const text = new TextEncoder();
  return [
    { name: `${stem}.ecsv`, bytes: text.encode(writeEcsv(table)) },
    { name: `${stem}.csv`, bytes: text.encode(writeCsv(table)) },
    { name: `${stem}.fits`, bytes: writeFitsTable(table) },
  ];
}
