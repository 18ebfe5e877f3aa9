import { expect, test } from "vitest";
import { compileWcs } from "../../src/wcs/compile-wcs.ts";
import { createWcs } from "../../src/wcs/create-wcs.ts";
import { localPixelScale, pixelSolidAngle } from "../../src/wcs/pixel-scale.ts";
import type { Wcs } from "../../src/wcs/wcs.ts";
import { wcsFromHeader, wcsToHeader } from "../../src/wcs/wcs-header.ts";

const out = new Float64Array(2);
const target = { frame: "icrs", lon: 329.71693826, lat: -30.225589 } as const;

function pixel(wcs: Wcs, lon: number, lat: number): readonly [number, number] {
  compileWcs(wcs).toPixel(lon, lat, out);
  return [out[0], out[1]];
}

function expectNear(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i] - value)).toBeLessThan(tolerance);
}

test("a region's own coordinate system has the pixels that Gammapy finds", () => {
  const wcs = createWcs({ center: target, binSize: 0.1, width: 0.39999999997, projection: "TAN" });
  expect(wcs).toMatchObject({ crpix: [2.5, 2.5], cd: [-0.1, 0, 0, 0.1], shape: [4, 4] });
  expectNear(pixel(wcs, 329.5, -30), [3.3787605927, 3.7541232595], 1e-9);
  expectNear(pixel(wcs, 330, -30.5), [-0.9389827046, -1.2471888024], 1e-9);
  expectNear(pixel(wcs, target.lon, target.lat), [1.5, 1.5], 1e-12);
  compileWcs(wcs).toSky(0, 0, out);
  expectNear([...out], [329.8908039726, -30.3754735736], 1e-9);
});

test("the default layout is the whole sky", () => {
  const wcs = createWcs({ center: target, binSize: 0.1, projection: "TAN" });
  expect(wcs.shape).toEqual([3600, 1800]);
  expect(wcs.crpix).toEqual([1800.5, 900.5]);
});

test("numbers of pixels are rounded half to even", () => {
  const wcs = createWcs({ center: target, binSize: 2, width: [5, 7] });
  expect(wcs.shape).toEqual([2, 4]);
});

test("the local scale of a circle in its own coordinate system is that of astropy regions", () => {
  const wcs = compileWcs(createWcs({ center: target, binSize: 0.1, width: 0.4, projection: "TAN" }));
  const { scale, north } = localPixelScale(wcs, target.lon, target.lat);
  expect(Math.abs(0.11 / scale - 1.1000000000784291)).toBeLessThan(1e-9);
  expect(Math.abs(north - 90)).toBeLessThan(1e-9);
});

const cube = createWcs({ center: { frame: "galactic", lon: 0, lat: 0 }, binSize: 0.05, width: [20, 10] });

test("plate carrée pixels wrap around longitude 0 without rounding", () => {
  expect(cube.shape).toEqual([400, 200]);
  expectNear(pixel(cube, 350, 2), [399.5, 139.5], 1e-12);
  expectNear(pixel(cube, 10, 0), [-0.5, 99.5], 1e-12);
});

test("pixel solid angles are those of Gammapy", () => {
  const compiled = compileWcs(cube);
  // 0.05° pixels and 1″ corner geometry: the reference prints nine digits.
  expect(Math.abs(pixelSolidAngle(compiled, 200, 100) / 7.61543404e-7 - 1)).toBeLessThan(2e-9);
  expect(Math.abs(pixelSolidAngle(compiled, 399, 199) / 7.58674462e-7 - 1)).toBeLessThan(2e-9);
});

test("a point behind the tangent plane has no pixel, and one off the sky no position", () => {
  const tan = compileWcs(createWcs({ center: target, binSize: 0.1, projection: "TAN" }));
  expect(tan.toPixel(target.lon + 180, 30, out)).toBe(false);
  expect([...out]).toEqual([Number.NaN, Number.NaN]);
  const car = compileWcs(cube);
  expect(car.toSky(0, 5000, out)).toBe(false);
  expect([...out]).toEqual([Number.NaN, Number.NaN]);
  expect(car.toPixel(0, Number.NaN, out)).toBe(false);
  expect(tan.toPixel(Number.NaN, 0, out)).toBe(false);
  expect(() => localPixelScale(tan, target.lon + 180, 30)).toThrow(/has no pixel/);
});

test("sizes that are not positive, singular matrices and unknown projections are refused", () => {
  expect(() => createWcs({ center: target, binSize: 0 })).toThrow(/cannot be made/);
  expect(() => createWcs({ center: target, binSize: 1, shape: [2.5, 2] })).toThrow(/cannot be made/);
  expect(() => compileWcs({ ...cube, cd: [1, 1, 1, 1] })).toThrow(/singular/);
  expect(() => compileWcs({ ...cube, projection: "TAM" })).toThrow(/Did you mean "TAN"/);
  expect(() => compileWcs({ ...cube, crpix: [Number.NaN, 1] })).toThrow(/not finite/);
});

test("a header written is the coordinate system read, rotated or not", () => {
  const rotated: Wcs = {
    ...cube,
    projection: "SIN",
    cd: [-0.04, 0.03, 0.03, 0.04],
    lonpole: 170,
    latpole: 10,
    pv: [0, 0.1],
  };
  for (const wcs of [cube, rotated]) {
    const header = { ...wcsToHeader(wcs), NAXIS1: 400, NAXIS2: 200 } as Readonly<Record<string, string | number>>;
    expect(wcsFromHeader((keyword) => header[keyword])).toEqual(wcs);
  }
});

test("latitude may be the first axis", () => {
  const header: Readonly<Record<string, string | number>> = {
    CTYPE1: "DEC--TAN",
    CTYPE2: "RA---TAN",
    CRPIX1: 10,
    CRPIX2: 20,
    CRVAL1: -30,
    CRVAL2: 329,
    CDELT1: 0.1,
    CDELT2: -0.1,
  };
  const wcs = wcsFromHeader((keyword) => header[keyword]);
  expect(wcs).toMatchObject({ crval: [329, -30], cd: [0, -0.1, 0.1, 0] });
  expectNear(pixel(wcs, 329, -30), [9, 19], 1e-12);
  expect(pixel(wcs, 329, -29)[0]).toBeGreaterThan(18);
});

const equatorial = {
  CTYPE1: "RA---TAN",
  CTYPE2: "DEC--TAN",
  CRPIX1: 1,
  CRPIX2: 1,
  CRVAL1: 83,
  CRVAL2: 22,
  CDELT1: -1,
  CDELT2: 1,
};

test.each([
  [{ RADESYS: "FK5", EQUINOX: 2000 }, undefined],
  [{ RADECSYS: "ICRS", EQUINOX: "" }, undefined],
  [{ EQUINOX: 2000 }, undefined],
  [{ EQUINOX: 1950 }, /FK4/],
  [{ RADESYS: "FK4" }, /FK4/],
  [{ RADESYS: "FK5", EQUINOX: 1975 }, /FK5 \(EQUINOX 1975\)/],
  [{ CTYPE1: "RA---TAN-SIP", CTYPE2: "DEC--TAN-SIP" }, /distortions/],
  [{ RADESYS: "FK5", EQUINOX: "J2000.0" }, undefined],
  [{ EQUINOX: "B1950" }, /FK4/],
  [{ EPOCH: 1950 }, /FK4/],
  [{ EQUINOX: "lately" }, /EQUINOX is "lately"/],
  [{ CPDIS1: "LOOKUP" }, /CPDIS1 tells of distortions/],
  [{ PV1_1: 10 }, /PV1_1 moves the reference point/],
  [{ PV1_2: 0 }, /PV1_2 moves the reference point/],
  [{ PV1_1: 0, PV1_2: 90, PV1_3: 180 }, undefined],
  [{ PV2_1: 1.002, PV1_5: 3e-4 }, /PV2_1 is no parameter of projection TAN/],
  [{ PV1_7: 3e-4 }, /PV1_7 is no parameter/],
  [{ LONPOLE: 180, PV1_3: 170 }, /LONPOLE is 180 and PV1_3.*is 170/],
  [{ CD1_1: 1, PC1_1: 1 }, /both CDi_j and PCi_j/],
  [{ PC1_1: 1, CROTA2: 10 }, /both PCi_j and CROTA2 = 10/],
  [{ CROTA1: 10 }, /CROTA1 is 10 and CROTA2 is 0/],
  [{ CROTA1: 10, CROTA2: 10 }, undefined],
  [{ CD1_1: -1, CD2_2: 1, CROTA2: 10 }, undefined],
  [{ CDELT2: undefined }, /CDELT2 is missing/],
  [{ CRPIX1: undefined, CRVAL2: undefined }, /CRPIX1 and CRVAL2 of the celestial axes are missing/],
  [{ CRVAL2: -90.5 }, /CRVAL2 is -90.5°/],
  [{ CTYPE1: "RA---TAM", CTYPE2: "DEC--TAM" }, /^m.fits: CTYPE1 and CTYPE2: No projection "TAM".*"TAN"/],
] as const)("a header with %o is read or refused", (more, message) => {
  const header: Readonly<Record<string, string | number | undefined>> = { ...equatorial, ...more };
  const readHeader = () => wcsFromHeader((keyword) => header[keyword], "m.fits");
  if (message === undefined) expect(readHeader().frame).toBe("icrs");
  else expect(readHeader).toThrow(message);
});
