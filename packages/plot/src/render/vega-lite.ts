import type { Figure } from "@gammakit/core";

/** A figure of a Vega-Lite specification. */
export function vegaLite(title: string, description: string, spec: Readonly<Record<string, unknown>>): Figure {
  return {
    kind: "vega-lite",
    title,
    spec: { $schema: "https://vega.github.io/schema/vega-lite/v6.json", title, description, ...spec },
  };
}
