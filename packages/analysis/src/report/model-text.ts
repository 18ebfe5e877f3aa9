/** A model of a job in a few words. */
export function modelText(model: unknown): string {
  const { type, parameters } = model as { type?: unknown; parameters?: Readonly<Record<string, unknown>> };
  return `${type}${parameters ? ` (${Object.keys(parameters).join(", ")})` : ""}`;
}
