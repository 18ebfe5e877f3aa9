import { axisFromCenters, axisFromEdges, createGti, type ImageWcs, type MapDataset, type WcsMap } from "@gammakit/core";

const wcs: ImageWcs = {
  projection: "TAN",
  frame: "icrs",
  crval: [83.63, 22.01],
  crpix: [2, 1.5],
  cd: [-0.5, 0, 0, 0.5],
  shape: [3, 2],
};
const energy = axisFromEdges([1, 3, 10], { name: "energy", unit: "TeV", scale: "log" });
const energyTrue = axisFromCenters([1, 2, 5, 10], { name: "energy_true", unit: "TeV", scale: "log" });
const rad = axisFromEdges([0, 0.1, 0.3], { name: "rad", unit: "deg", scale: "lin" });

function onImage(values: WcsMap["values"], unit = "", axes = [energy]): WcsMap {
  return { kind: "wcs-map", wcs, axes, unit, values };
}

/** A dataset with everything in it, of 3 × 2 pixels. */
export const smallDataset: MapDataset = {
  kind: "map",
  name: "small",
  counts: onImage(Int32Array.from({ length: 12 }, (_, i) => i)),
  background: onImage(Float32Array.from({ length: 12 }, (_, i) => i / 4)),
  exposure: onImage(
    Float64Array.from({ length: 24 }, (_, i) => 1e11 / (i + 1)),
    "cm2 s",
    [energyTrue],
  ),
  maskSafe: onImage(Uint8Array.from({ length: 12 }, (_, i) => i % 2)),
  maskFit: onImage(Uint8Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? 1 : 0))),
  edisp: {
    kind: "region-map",
    axes: [energy, energyTrue],
    unit: "",
    values: Float64Array.of(0.5, 0, 0.6, 0.4, 0, 1, 0, 0.5),
  },
  psf: {
    kind: "region-map",
    axes: [rad, energyTrue],
    unit: "sr-1",
    values: Float64Array.of(8, 7, 6, 5, 4, 3, 2, 1),
  },
  gti: createGti({ scale: "tt", day: 58909, fraction: 0.25 }, [
    [0, 1500],
    [2000, 3300],
  ]),
  meta: { CREATOR: "test", TELESCOP: "CTAO" },
};
