/** A gammakit.config.mjs with the model acme/law, a power law that does what `body` says before it computes; it may ask `isMainThread`. */
export function lawConfig(body: string): string {
  return `import { isMainThread } from "node:worker_threads";
const parameters = [{ name: "index", value: 3, unit: "" }, { name: "amplitude", value: 2e-11, unit: "cm-2 s-1 TeV-1" }];
const make = (settings = {}) => ({
  id: "acme/law",
  parameters: parameters.map((parameter) => ({ ...parameter, ...(settings[parameter.name] ?? {}) })),
  evaluate(energy, p, out) {
    ${body}
    for (let i = 0; i < energy.length; i++) out[i] = p[1] * energy[i] ** -p[0];
  },
});
const law = Object.assign(make, { kind: "spectralModel", id: "acme/law", summary: "E^-index" });
export default { plugins: [{ name: "acme", contract: 1, extensions: [law] }] };
`;
}

/** The same, where it does so in threads alone. */
export function lawConfigInThreads(body: string): string {
  return lawConfig(`if (!isMainThread) { ${body} }`);
}
