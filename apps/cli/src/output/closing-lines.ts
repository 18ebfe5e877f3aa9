import type { JobWarning, Provenance } from "@gammakit/analysis";

/** What a summary ends with: warnings, and what the owners of the data ask to be said. */
export function closingLines(result: {
  readonly warnings: readonly JobWarning[];
  readonly provenance: Provenance;
}): readonly string[] {
  return [...warningLines(result.warnings), ...result.provenance.attribution];
}

/** How long all stages took together. */
export function secondsOf({ provenance }: { readonly provenance: Provenance }): string {
  const seconds = Object.values(provenance.durations).reduce((sum, value) => sum + value, 0);
  return `${seconds.toFixed(2)} s`;
}

/** One line per message, with the first place that it concerns. */
function warningLines(warnings: readonly JobWarning[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { message, where } of warnings) {
    const list = places.get(message) ?? [];
    list.push(where);
    places.set(message, list);
  }
  return [...places].map(([message, wheres]) => {
    const [first, ...others] = wheres;
    const rest = others.length === 0 ? "" : ` and ${others.length} more`;
    return first === "" ? `Warning: ${message}` : `Warning (${first}${rest}): ${message}`;
  });
}
