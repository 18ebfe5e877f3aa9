// A file of its own, so that what it needs is evaluated when a registry is asked for and not before.
export { presetRegistry } from "@gammakit/analysis";
