import { column, type SpectralModel, type Table, tableOf } from "@gammakit/core";

/**
 * One row per parameter of the models of a fit, or of any others: `parametersTable({ models: [model] })`. Values, errors and limits are in the
 * unit of the row; NaN where there is no error or limit. `link` is the parameter whose value it shares, empty where it has its own.
 */
export function parametersTable({ models }: { readonly models: readonly SpectralModel[] }, name = "parameters"): Table {
  const rows = models.flatMap((model) => model.parameters.map((parameter) => ({ model, parameter })));
  const numbers = (key: "value" | "error" | "min" | "max") =>
    Float64Array.from(rows, ({ parameter }) => parameter[key] ?? Number.NaN);
  return tableOf(name, [
    column(
      "model",
      rows.map(({ model }) => model.name ?? model.id),
      { description: "Name of the model" },
    ),
    column(
      "name",
      rows.map(({ parameter }) => parameter.name),
      { description: "Name of the parameter" },
    ),
    column("value", numbers("value"), { description: "Best fit, in the unit of the row" }),
    column("error", numbers("error"), { description: "Error of the value" }),
    column(
      "unit",
      rows.map(({ parameter }) => parameter.unit),
      { description: "Unit of the numbers of the row" },
    ),
    column("min", numbers("min"), { description: "Least value allowed" }),
    column("max", numbers("max"), { description: "Greatest value allowed" }),
    column(
      "frozen",
      rows.map(({ parameter }) => parameter.frozen ?? false),
      { description: "Whether it was held" },
    ),
    column(
      "link",
      rows.map(({ parameter }) => parameter.link ?? ""),
      { description: "Parameter that it follows" },
    ),
  ]);
}
