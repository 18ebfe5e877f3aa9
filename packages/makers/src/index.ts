export { chain } from "./chain.ts";
export { type ExtractedSpectrum, type ExtractSpectrumOptions, extractSpectrum } from "./extract-spectrum.ts";
export { makersPlugin } from "./plugin.ts";
export { type ReflectedRegionsOptions, reflectedRegions } from "./reflected-regions.ts";
export { findReflectedRegions, type ReflectedRegions } from "./reflected-regions-finder.ts";
export { type SafeMaskMethod, type SafeMaskOptions, safeMask } from "./safe-mask.ts";
export { type SpectrumMakerOptions, spectrumMaker } from "./spectrum-maker.ts";
export { stackOnOff } from "./stack.ts";
