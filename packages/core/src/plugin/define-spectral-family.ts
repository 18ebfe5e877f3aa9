import type { SpectralModel } from "../model/model.ts";
import type { ParameterSetting } from "../model/parameter.ts";
import {
  applySettings,
  checkSettings,
  defaultParameters,
  modelName,
  type ParameterTable,
} from "./define-spectral-model.ts";
import { defineExtension, type Extension, type Label } from "./registry.ts";

/** One member of a family: its parameters and kernels, made for its options. */
export interface SpectralFamilyMember<O> extends Omit<SpectralModel, "id" | "name" | "options" | "parameters"> {
  /** The options as a record carries them, defaults filled in. */
  readonly options: O;
  readonly parameters: ParameterTable;
}

/** What the factory of a family takes: its options, a name, and a setting per parameter. */
export interface SpectralFamilySettings<I> {
  readonly options: I;
  /** Name within a fit, by which links refer to the model. */
  readonly name?: string;
  readonly [parameter: string]: ParameterSetting | I | undefined;
}

/** A factory of models whose parameters follow from their options. */
export type SpectralFamilyExtension<I> = Extension<
  "spectralModel",
  [settings: SpectralFamilySettings<I>],
  SpectralModel
>;

/** All there is to say about a family of spectral models. */
export interface SpectralFamilyDefinition<I, O = I> extends Label {
  /**
   * The member with these options, which are whatever a file or a caller gave: `undefined` where nothing.
   * Called once per model; what its kernels need to work in is allocated here.
   */
  readonly create: (options: I | undefined) => SpectralFamilyMember<O>;
}

/**
 * A factory of spectral models whose parameters or formula depend on options, such as the nodes of a table.
 * As `defineSpectralModel`, the factory throws "invalid-input" for a parameter that the model does not have, and for what
 * `create` refuses.
 */
export function defineSpectralFamily<I, O = I>(definition: SpectralFamilyDefinition<I, O>): SpectralFamilyExtension<I> {
  const { id, aliases, summary, create } = definition;
  return defineExtension(
    "spectralModel",
    { id, summary, ...(aliases && { aliases }) },
    (settings: SpectralFamilySettings<I>): Omit<SpectralModel, "id"> => {
      const { parameters: table, ...member } = create(
        (settings as Partial<SpectralFamilySettings<I>> | undefined)?.options,
      );
      const defaults = defaultParameters(id, table);
      const given = checkSettings(id, defaults, settings);
      return {
        ...member,
        ...(given.name !== undefined && { name: modelName(id, given.name) }),
        parameters: applySettings(id, defaults, given),
      };
    },
  );
}
