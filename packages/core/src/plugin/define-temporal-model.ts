import { GammakitError } from "../errors/gammakit-error.ts";
import type { TemporalModel } from "../model/model.ts";
import type { ParameterSetting } from "../model/parameter.ts";
import type { TimeScale } from "../time/scale.ts";
import type { ParameterTable } from "./define-spectral-model.ts";
import { makeModel } from "./make-model.ts";
import { defineExtension, type Extension, type Label } from "./registry.ts";

/** What the factory of a temporal model takes: a setting per parameter, a time scale, a name, and the options of the model. */
export type TemporalModelSettings<P extends ParameterTable, O = undefined> = {
  readonly [K in keyof P]?: ParameterSetting;
} & {
  /** In which `t_ref` counts; UTC where absent. */
  readonly scale?: TimeScale;
  readonly name?: string;
  readonly options?: O;
};

/** All there is to say about a temporal model. */
export interface TemporalModelDefinition<P extends ParameterTable, O = undefined> extends Label {
  /** One called `t_ref` [d, MJD] is the instant from which times count. A function where they depend on the options. */
  readonly parameters: P | ((options: O) => P);
  /** Checks what a file or a caller gave as options (`undefined` where nothing), and fills in defaults. Without it there are none. */
  readonly options?: (given: unknown) => O;
  /** Writes the factor at the times [d after `t_ref`]. */
  readonly evaluate: (time: Float64Array, p: Float64Array, out: Float64Array, options: O) => void;
  /** Writes the integral over each interval [d after `t_ref`] in d. Leave it out where there is no exact one. */
  readonly integrate?: (
    start: Float64Array,
    stop: Float64Array,
    p: Float64Array,
    out: Float64Array,
    options: O,
  ) => void;
}

/** A factory of temporal models, typed by their parameter table. */
export type TemporalModelExtension<P extends ParameterTable = ParameterTable, O = undefined> = Extension<
  "temporalModel",
  [settings?: TemporalModelSettings<P, O>],
  TemporalModel
>;

const scales: readonly unknown[] = ["utc", "tai", "tt", "tdb"];

/**
 * A factory of temporal models from their parameters and formula: `flare({ t_ref: 53946.9, t0: "40 min", scale: "tt" })`.
 * Numbers and errors are as in `defineSpectralModel`; times are in days.
 */
export function defineTemporalModel<const P extends ParameterTable, O = undefined>(
  definition: TemporalModelDefinition<P, O>,
): TemporalModelExtension<P, O> {
  const { id, aliases, summary } = definition;
  return defineExtension(
    "temporalModel",
    { id, summary, ...(aliases && { aliases }) },
    (settings?: TemporalModelSettings<P, O>): Omit<TemporalModel, "id"> => {
      const { extra = "utc", options, ...common } = makeModel(definition, settings, "scale");
      if (!scales.includes(extra)) {
        throw new GammakitError(
          "invalid-input",
          `${id}: scale must be one of ${scales.join(", ")}, not ${JSON.stringify(extra)}.`,
          { id, scale: extra },
        );
      }
      const { evaluate, integrate } = definition;
      return {
        ...common,
        ...(options !== undefined && { options }),
        scale: extra as TimeScale,
        evaluate: (time, p, out) => evaluate(time, p, out, options),
        ...(integrate && {
          integrate: (start: Float64Array, stop: Float64Array, p: Float64Array, out: Float64Array) =>
            integrate(start, stop, p, out, options),
        }),
      };
    },
  );
}
