import { column, type SpectralModel, type Table, tableOf } from "@gammakit/core";

/**
 * One row per parameter of the models of a fit, or of any others: `parametersTable({ models: [model] })`. Values, errors and limits are in the
 * unit of the row; NaN where there is no error or limit. `link` is the parameter whose value it shares, empty where it has its own.
 */
export function parametersTable({ models }: { readonly models: readonly SpectralModel[] }, name = "parameters"): Table {
  const rows = models.flatMap((model) => model.parameters.map((parameter) => ({ model, parameter })));
  const numbers = (key: "value" | "error" | "min" | "max", description: string) =>
    column(
      key,
      Float64Array.from(rows, ({ parameter }) => parameter[key] ?? Number.NaN),
      { description },
    );
  const words = (name: string, of: (row: (typeof rows)[number]) => string, description: string) =>
    column(name, rows.map(of), { description });
  const isFrozen = rows.map(({ parameter }) => parameter.frozen ?? false);
  return tableOf(name, [
    words("model", ({ model }) => model.name ?? model.id, "Name of the model"),
    words("name", ({ parameter }) => parameter.name, "Name of the parameter"),
    numbers("value", "Best fit, in the unit of the row"),
    numbers("error", "Error of the value"),
    words("unit", ({ parameter }) => parameter.unit, "Unit of the numbers of the row"),
    numbers("min", "Least value allowed"),
    numbers("max", "Greatest value allowed"),
    column("frozen", isFrozen, { description: "Whether it was held" }),
    words("link", ({ parameter }) => parameter.link ?? "", "Parameter that it follows"),
  ]);
}
