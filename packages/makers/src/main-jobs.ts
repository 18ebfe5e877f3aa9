/**
 * What the two jobs of most pages take of this package. Not for import: built to a file of its own, so that bundlers load the rest
 * where it is asked for, and not with these.
 */
export { chain } from "./chain.ts";
export { circleSpectrumMaker } from "./circle-spectrum-maker.ts";
export { extractSpectra } from "./extract-spectra.ts";
export { reflectedCircles } from "./reflected-circles.ts";
export { safeMask } from "./safe-mask.ts";
