/**
 * What reading runs and maps, fits and profiles take of this package. Not for import: built to a file of its own, so that bundlers
 * load the rest where it is asked for, and not with these.
 */
export { axisFromBounds, axisFromCenters, axisFromEdges, axisFromLabels } from "./axis/axis.ts";
export { binIndex } from "./axis/locate.ts";
export { emptySpectrum } from "./dataset/empty-spectrum.ts";
export { alphaOf, backgroundOf, fitMask, fittedBins, hasBackground } from "./dataset/on-off.ts";
export { sliceEnergy } from "./dataset/slice-energy.ts";
export { GammakitError, isGammakitError } from "./errors/gammakit-error.ts";
export { nearest } from "./errors/suggest.ts";
export { createEvents, pickIndices, selectEvents } from "./events/events.ts";
export {
  clipGti,
  compileInsideGti,
  concatGti,
  createGti,
  gtiIntervals,
  gtiRounding,
  insideGti,
  intersectGti,
  intervalCenters,
  onTime,
  unionGti,
} from "./events/gti.ts";
export { effectiveAreaAt } from "./irf/effective-area.ts";
export { energyDispersionAt, energyDispersionMatrix } from "./irf/energy-dispersion.ts";
export { containment, containmentRadius, psfDensity } from "./irf/psf.ts";
export { findOverlaps, pixelsInRegion, pixelsInRegions } from "./maps/region-pixels.ts";
export { regionAny, regionMean, regionSum } from "./maps/region-sum.ts";
export { axisIndex, binCount, mapShape, pixelCount, valueIndex } from "./maps/shape.ts";
export { compileEnergyIntegral, compileIntegral, compileIntegralGradient } from "./model/compile-integral.ts";
export { parameterValues } from "./model/parameter-values.ts";
export { partsOf } from "./model/parts.ts";
export { cbrt, exp, expm1, pow, tanh } from "./numeric/repeatable/exponential.ts";
export { log, log1p, log2, log10 } from "./numeric/repeatable/logarithm.ts";
export { acos, asin, atan, atan2, cos, hypot, sin, tan } from "./numeric/repeatable/trigonometry.ts";
export { compileIntervals } from "./observation/interval-finder.ts";
export { compileSplit, intervalsFromEdges, sliceObservation, splitByTime } from "./observation/slice.ts";
export { contractVersion } from "./plugin/core-copy.ts";
export { createSoundRegistry } from "./plugin/create-sound-registry.ts";
export { defineSpectralModel } from "./plugin/define-spectral-model.ts";
export { toExtensionRecord } from "./plugin/extension-record.ts";
export { extensionKinds } from "./plugin/kinds.ts";
export { toPriorRecord } from "./plugin/parameter-record.ts";
export { createPause } from "./plugin/pause.ts";
export { defineExtension } from "./plugin/registry.ts";
export { toRecord } from "./plugin/to-record.ts";
export { boundingBox } from "./region/bounding-box.ts";
export { checkRegion } from "./region/check-region.ts";
export { compilePixelRegion } from "./region/compile-pixel-region.ts";
export { overlapFraction } from "./region/overlap.ts";
export { insideCircle, toPixelCircle, toSkyCircle } from "./region/pixel-circle.ts";
export { toPixelRegion, toSkyRegion } from "./region/pixel-region.ts";
export { profileGeometries } from "./region/profile-geometries.ts";
export { concentricAnnuli, rectanglesAlong } from "./region/profile-regions.ts";
export { requireCircle, requireRegion } from "./region/region.ts";
export { regionArea, regionSolidAngle } from "./region/region-area.ts";
export { regionCenter } from "./region/region-center.ts";
export { selectInside } from "./region/select-inside.ts";
export { compileSkyMask } from "./region/sky-mask.ts";
export { compileFrameChange, separationBetween, toFrame } from "./sky/frames.ts";
export { parseAngle } from "./sky/parse-angle.ts";
export { offsetBy, positionAngle, separation, wrap180, wrap360 } from "./sky/separation.ts";
export { blobSource } from "./source/blob-source.ts";
export { bufferSource } from "./source/buffer-source.ts";
export { cash, cashDerivative, cstat } from "./statistics/cash.ts";
export { gammaP, gammaQ, logGamma, logGammaP, logGammaQ } from "./statistics/gamma.ts";
export {
  chiSquareLowerQuantile,
  chiSquareLowerTail,
  chiSquareQuantile,
  chiSquareTail,
  logChiSquareTail,
  logNormalTail,
  normalQuantile,
  normalTail,
  poissonTail,
  significanceOf,
} from "./statistics/tails.ts";
export { wstat, wstatBackground, wstatDerivative } from "./statistics/wstat.ts";
export { column } from "./table/column.ts";
export { addSeconds, instantFromMjd, isAfterExpiry, secondsBetween, toMjd, toScale } from "./time/instant.ts";
export { formatIso, parseTime } from "./time/iso.ts";
export { leapSeconds, withLeapSecond } from "./time/leap-seconds.ts";
export { referenceFromHeader, secondsAfterReference } from "./time/reference.ts";
export { conversionFactor, convert, convertAll } from "./units/convert.ts";
export { formatUnit } from "./units/format-unit.ts";
export { parseQuantity } from "./units/parse-quantity.ts";
export { parseUnit } from "./units/parse-unit.ts";
export { compileWcs } from "./wcs/compile-wcs.ts";
export { createWcs } from "./wcs/create-wcs.ts";
export { localPixelScale, pixelSolidAngle } from "./wcs/pixel-scale.ts";
export { wcsFromHeader, wcsToHeader } from "./wcs/wcs-header.ts";
