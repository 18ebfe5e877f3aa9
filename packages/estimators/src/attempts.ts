import type { Dataset, SpectralModel } from "@gammakit/core";
import { type FitOptions, type FitResult, type FitSearchOptions, fit } from "@gammakit/fit";

/** Fits of which some may be impossible. */
export interface FitAttempts {
  /** The result of a fit; one with status "failed" where it threw. */
  fit(datasets: readonly Dataset[], model: SpectralModel, search?: Search): Promise<FitResult<SpectralModel>>;
  /** Why the fits of a model were impossible; undefined where one was possible. */
  errorOf(model: SpectralModel): unknown;
  /** Throws the first error of a model that could never be fitted: the fault is not in the data of one interval. */
  throwIfNoneWorked(): void;
}

/** How hard one of them looks for its minimum. */
type Search = Pick<FitSearchOptions, "starts" | "rescue">;

/** Makes fits with the same options. */
export function createAttempts(options: FitOptions): FitAttempts {
  const records = new Map<SpectralModel, { worked: boolean; readonly errors: unknown[] }>();
  return {
    async fit(datasets, model, search = {}) {
      const record = records.get(model) ?? { worked: false, errors: [] };
      records.set(model, record);
      try {
        const result = await fit(datasets, model, { ...options, ...search });
        record.worked = true;
        return result;
      } catch (error) {
        record.errors.push(error);
        return impossible(model, error);
      }
    },
    errorOf(model) {
      const { worked, errors } = records.get(model) ?? { worked: false, errors: [] };
      return worked ? undefined : errors[0];
    },
    throwIfNoneWorked() {
      for (const { worked, errors } of records.values()) if (!worked) throw errors[0];
    },
  };
}

/** The result of a fit that can't be done. */
export function impossible(model: SpectralModel, error: unknown): FitResult<SpectralModel> {
  return {
    status: "failed",
    success: false,
    stat: Number.NaN,
    evaluations: 0,
    message: error instanceof Error ? error.message : String(error),
    models: [model],
    model,
    names: model.parameters.map(({ name }) => `${model.name ?? model.id}.${name}`),
    diagnostics: {},
  };
}
