import { column, type Table, tableOf } from "@gammakit/core";
import type { FitOutcome } from "../job/fit-result.ts";

/** How a fit ended, in a sentence. */
export function fitText({ success, status, message, stat, evaluations }: FitOutcome): string {
  if (!success) return `The fit ended as "${status}": ${message}.`;
  return `The fit converged: statistic ${stat?.toFixed(3)} after ${evaluations} evaluations.`;
}

/** The parameters of a fit with their errors. */
export function parameterTable({ parameters }: FitOutcome): Table {
  const text = (name: string, value: (row: FitOutcome["parameters"][number]) => string) =>
    column(name, parameters.map(value));
  return tableOf("parameters", [
    text("name", ({ name }) => name),
    column(
      "value",
      Float64Array.from(parameters, ({ value }) => value ?? Number.NaN),
    ),
    column(
      "error",
      Float64Array.from(parameters, ({ error }) => error ?? Number.NaN),
    ),
    text("unit", ({ unit }) => unit),
    text("state", ({ frozen }) => (frozen ? "frozen" : "free")),
  ]);
}
