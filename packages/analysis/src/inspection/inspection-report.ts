import type { Registry, Table } from "@gammakit/core";
import type { FitsInspection, FitsParts, InspectedHdu } from "@gammakit/io";
import type { JobHost } from "../host.ts";
import { attributionsFor, provenanceOf } from "../provenance/provenance.ts";
import type { InputRecord } from "../provenance/recorder.ts";
import type { ReportContent } from "../report/report-html.ts";
import { inspectionFigures } from "./inspection-figures.ts";

/** What a report tells of a FITS file: its units and columns, with figures of its responses and maps. */
export async function inspectionReport(
  inspection: FitsInspection,
  { parts, faults }: FitsParts,
  host: Pick<JobHost, "versions"> & { readonly registry: Registry; readonly input: InputRecord },
): Promise<ReportContent> {
  const { name, size, hdus, warnings } = inspection;
  const drawn = await inspectionFigures(parts);
  return {
    title: name,
    facts: [
      ["File", `${name}, ${size} bytes`],
      ["Units", hdus.map((hdu) => hdu.name || `number ${hdu.index}`).join(", ")],
    ],
    findings: [],
    figures: drawn.figures,
    tables: [
      { title: "Units", table: unitTable(hdus) },
      ...hdus.flatMap((hdu) =>
        hdu.columns === undefined
          ? []
          : [{ title: `Columns of ${hdu.name || `HDU ${hdu.index}`}`, table: columnTable(hdu) }],
      ),
    ],
    warnings: [
      ...warnings.map((message) => ({ code: "file", message, where: "" })),
      ...[...faults, ...drawn.faults].map((fault) => ({
        code: "not-drawn",
        message: `It can't be drawn: ${fault.message}`,
        where: fault.name || `HDU ${fault.index}`,
      })),
    ],
    provenance: provenanceOf(host.registry, {
      inputs: [host.input],
      start: new Date().toISOString(),
      durations: {},
      attribution: attributionsFor(originsOf(hdus)),
      versions: host.versions ?? {},
    }),
    job: { inspect: name },
  };
}

function originsOf(hdus: readonly InspectedHdu[]): readonly string[] {
  return hdus.flatMap(({ cards }) =>
    cards.filter(({ keyword }) => keyword === "ORIGIN").map(({ value }) => String(value)),
  );
}

const texts = (name: string, data: readonly string[]) => ({ name, unit: "", data });

function unitTable(hdus: readonly InspectedHdu[]): Table {
  return {
    name: "units",
    rowCount: hdus.length,
    meta: {},
    columns: [
      texts(
        "number",
        hdus.map(({ index }) => String(index)),
      ),
      texts(
        "name",
        hdus.map(({ name }) => name),
      ),
      texts(
        "kind",
        hdus.map(({ kind }) => kind),
      ),
      texts(
        "what",
        hdus.map(({ what }) => what ?? ""),
      ),
      texts(
        "size",
        hdus.map(({ shape, rowCount }) => (rowCount === undefined ? (shape ?? []).join(" × ") : `${rowCount} rows`)),
      ),
    ],
  };
}

function columnTable({ columns = [] }: InspectedHdu): Table {
  const numbers = (name: string, data: readonly (number | bigint | null | undefined)[]) => ({
    name,
    unit: "",
    // Integers that a double would round are shown as they are.
    data: data.some((value) => typeof value === "bigint")
      ? data.map((value) => String(value ?? ""))
      : Float64Array.from(data, (value) => Number(value ?? Number.NaN)),
  });
  return {
    name: "columns",
    rowCount: columns.length,
    meta: {},
    columns: [
      texts(
        "name",
        columns.map(({ name }) => name),
      ),
      texts(
        "unit",
        columns.map(({ unit }) => unit),
      ),
      texts(
        "form",
        columns.map(({ form }) => form),
      ),
      texts(
        "shape",
        columns.map(({ shape }) => shape.join(" × ")),
      ),
      numbers(
        "min",
        columns.map(({ range }) => range?.min),
      ),
      numbers(
        "max",
        columns.map(({ range }) => range?.max),
      ),
    ],
  };
}
