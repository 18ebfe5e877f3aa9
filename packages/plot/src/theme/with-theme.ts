import type { Theme } from "./theme.ts";

type Json = Readonly<Record<string, unknown>>;

/** The specification with the theme's configuration under its own, ready for Vega-Lite. */
export function withTheme(spec: Json, theme: Theme): Json {
  return { ...spec, config: merge(theme.config, (spec.config ?? {}) as Json) };
}

function merge(under: Json, over: Json): Json {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    merged[key] = isObject(value) && isObject(under[key]) ? merge(under[key], value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
