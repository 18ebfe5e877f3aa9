import { axisFromBounds } from "@gammakit/core";
import * as z from "zod/mini";
import { energyAxis, transformed } from "../job/fields.ts";
import { once } from "../job/once.ts";
import { energyEdges } from "./energy-edges.ts";
import { fluxPointOptions, scanOfSource } from "./options-block.ts";

/** Flux points of a spectrum: in which energy bins, and what of each. */
export const fluxPointsBlock = once(() =>
  z.prefault(
    transformed(
      z.strictObject({
        edges: z.optional(energyEdges()),
        axis: z.optional(energyAxis()),
        ...fluxPointOptions(scanOfSource),
      }),
      ({ edges, axis, ...options }, context) => {
        if (edges !== undefined && axis !== undefined) {
          context.issues.push({ code: "custom", message: "give edges, or an axis", path: ["axis"], input: axis });
          return z.NEVER;
        }
        const found = edges ?? (axis && edgesOf(axis));
        return { ...options, ...(found && { edges: found }) };
      },
    ),
    {},
  ),
);

/** Edges of a logarithmic energy axis [TeV]. */
export function edgesOf({ min, max, bins }: z.output<ReturnType<typeof energyAxis>>): readonly number[] {
  return [...axisFromBounds(min, max, bins, { name: "energy", unit: "TeV", scale: "log" }).edges];
}
