import * as z from "zod/mini";
import { quantity } from "../job/fields.ts";
import { once } from "../job/once.ts";

/** Increasing edges of energy bins. */
export const energyEdges = once(() =>
  z.array(quantity("TeV", { above: 0 })).check(
    z.minLength(2),
    z.maxLength(1000),
    z.superRefine((edges, context) => {
      edges.forEach((edge, i) => {
        if (i === 0 || edge > edges[i - 1]) return;
        const message = `edges must increase, but ${edge} TeV follows ${edges[i - 1]} TeV`;
        context.issues.push({ code: "custom", message, path: [i], input: edge });
      });
    }),
  ),
);
