import { describe, expect, test } from "vitest";
import { type Axis, axisFromCenters, axisFromEdges } from "../../src/axis/axis.ts";
import type { Psf, PsfKing, PsfMultiGauss, PsfTable } from "../../src/irf/irf.ts";
import { containment, containmentRadius, psfDensity } from "../../src/irf/psf.ts";

const energy = axisFromEdges([0.1, 1, 10], { name: "energy_true", unit: "TeV", scale: "log" });
const offset = axisFromCenters([0, 1], { name: "offset", unit: "deg", scale: "lin" });
const lin = { name: "rad", unit: "deg", scale: "lin" } as const;
const squareDegree = (Math.PI / 180) ** 2;

const grid = (value: (e: number, theta: number) => number) =>
  Float64Array.from([0, 1, 2, 3], (i) => value(energy.centers[i % 2], offset.centers[i >> 1]));

const containmentAt = (psf: Psf, e: number, theta: number, radius: number) =>
  containment(psf, Float64Array.of(e), theta, radius)[0];

/** ∫ 2π r f dr up to `radius` by Simpson's rule, f in sr-1 and r in degrees. */
function integral(psf: Psf, e: number, theta: number, radius: number): number {
  const n = 4000;
  const h = radius / n;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    const weight = k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2;
    sum += weight * 2 * Math.PI * k * h * psfDensity(psf, e, theta, k * h);
  }
  return (sum * h * squareDegree) / 3;
}

describe("three Gaussians", () => {
  const psf: PsfMultiGauss = {
    kind: "psf-3gauss",
    energy,
    offset,
    scale: grid(() => 2),
    sigma: [grid((e) => 0.05 / e ** 0.2), grid(() => 0.2), grid(() => 0.5)],
    amplitude: [grid(() => 0.1), grid((_, theta) => 0.01 * theta)],
  };

  test("the containment radius of a Gaussian is √(−2 ln(1 − f)) widths, and NaN where there is not so much", () => {
    const one: PsfMultiGauss = {
      ...psf,
      sigma: [grid(() => 0.07), psf.sigma[1], psf.sigma[2]],
      amplitude: [grid(() => 0), grid(() => 0)],
    };
    for (const fraction of [0.393, 0.68, 0.95]) {
      const radius = 0.07 * Math.sqrt(-2 * Math.log(1 - fraction));
      expect(containmentRadius(one, 1, 0.5, fraction)).toBeCloseTo(radius, 8);
    }
    const wide: PsfMultiGauss = { ...one, sigma: [grid(() => 50), psf.sigma[1], psf.sigma[2]] };
    expect(containmentRadius(wide, 1, 0.5, 0.68)).toBeNaN();
  });

  test("one Gaussian holds 1 − exp(−1/2) within its width and half within 1.1774 widths", () => {
    const one: PsfMultiGauss = {
      ...psf,
      amplitude: [grid(() => 0), grid(() => 0)],
      sigma: [grid(() => 0.1), grid(() => 1), grid(() => 1)],
    };
    expect(containmentAt(one, 1, 0.5, 0.1)).toBeCloseTo(1 - Math.exp(-0.5), 14);
    expect(containmentAt(one, 1, 0.5, 0.1 * Math.sqrt(2 * Math.LN2))).toBeCloseTo(0.5, 14);
    expect(psfDensity(one, 1, 0.5, 0) * squareDegree).toBeCloseTo(1 / (2 * Math.PI * 0.01), 10);
  });

  // Gammapy 2.0.dev103 on the CTA 1DC response South_z20_50h at 0.7°: width, containment within 0.1°, density at 0.1° [sr-1].
  // The second and third component are absent there: width 0, read as 1°, amplitude 0. Widths are printed with 8 digits.
  test.each([
    [0.08750707, 0.47949497, 35514.36544888],
    [0.03391644, 0.9870492, 5882.22144353],
    [0.02497363, 0.99967016, 276.31547532],
  ])("width %f°: as the reference has it", (width, fraction, density) => {
    const none = grid(() => 0);
    const one = grid(() => 1);
    const cta: PsfMultiGauss = { ...psf, sigma: [grid(() => width), one, one], amplitude: [none, none] };
    expect(Math.abs(containmentAt(cta, 1, 0.7, 0.1) - fraction)).toBeLessThan(3e-7);
    expect(Math.abs(psfDensity(cta, 1, 0.7, 0.1) / density - 1)).toBeLessThan(5e-6);
  });

  test("containment is the integral of the density, 0 at the center and 1 far away", () => {
    for (const [e, theta] of [
      [0.4, 0],
      [1, 0.5],
      [7, 1],
    ]) {
      for (const radius of [0.05, 0.2, 1]) {
        expect(containmentAt(psf, e, theta, radius)).toBeCloseTo(integral(psf, e, theta, radius), 9);
      }
      expect(containmentAt(psf, e, theta, 0)).toBe(0);
      expect(containmentAt(psf, e, theta, 50)).toBeCloseTo(1, 14);
    }
  });

  test("a component of width 0 is none, in the density as in the containment", () => {
    const one: PsfMultiGauss = { ...psf, sigma: [grid(() => 0.1), grid(() => 0), grid(() => 0)] };
    expect(containmentAt(one, 1, 0.5, 0.1)).toBeCloseTo(1 - Math.exp(-0.5), 14);
    expect(psfDensity(one, 1, 0.5, 0) * squareDegree).toBeCloseTo(1 / (2 * Math.PI * 0.01), 10);
    const none: PsfMultiGauss = { ...psf, sigma: [grid(() => 0), grid(() => 0), grid(() => 0)] };
    expect(containmentAt(none, 1, 0.5, 0.1)).toBe(0);
    expect(psfDensity(none, 1, 0.5, 0)).toBe(0);
  });
});

describe("King profile", () => {
  const psf: PsfKing = {
    kind: "psf-king",
    energy,
    offset,
    gamma: grid((_, theta) => 2 + theta),
    sigma: grid((e) => 0.05 / e ** 0.3),
  };

  test("containment is the integral of the density", () => {
    for (const [e, theta] of [
      [0.4, 0],
      [1, 0.5],
      [7, 1],
    ]) {
      for (const radius of [0.02, 0.1, 0.5]) {
        expect(containmentAt(psf, e, theta, radius)).toBeCloseTo(integral(psf, e, theta, radius), 9);
      }
      expect(containmentAt(psf, e, theta, 0)).toBe(0);
    }
  });

  test("γ = 2: r² / (r² + 4σ²)", () => {
    const two: PsfKing = { ...psf, gamma: grid(() => 2), sigma: grid(() => 0.1) };
    for (const r of [0.05, 0.2, 1]) expect(containmentAt(two, 1, 0.5, r)).toBeCloseTo(r ** 2 / (r ** 2 + 0.04), 14);
  });

  test("an empty cell of a table has neither", () => {
    const empty: PsfKing = { ...psf, gamma: grid(() => 0), sigma: grid(() => 0) };
    expect(containmentAt(empty, 1, 0.5, 0.1)).toBe(0);
    expect(psfDensity(empty, 1, 0.5, 0.1)).toBe(0);
    expect(psfDensity(empty, 1, 0.5, 0)).toBe(0);
  });
});

describe("table", () => {
  const tableOf = (rad: Axis, density: (r: number, e: number, theta: number) => number): PsfTable => {
    const values = new Float64Array(4 * rad.centers.length);
    rad.centers.forEach((r, k) => {
      values.set(
        grid((e, theta) => density(r, e, theta)),
        4 * k,
      );
    });
    return { kind: "psf-table", energy, offset, rad, values };
  };
  const rad = axisFromEdges([0, 0.1, 0.2, 0.3, 0.4], lin);
  /** Flat out to 0.4°: 1 / (π 0.4²) per square degree. */
  const flat = tableOf(rad, () => 1 / (Math.PI * 0.16) / squareDegree);

  test("the integral at the edges is that of the disk, and linear between them", () => {
    [0, 1 / 16, 4 / 16, 9 / 16, 1].forEach((part, k) => {
      expect(containmentAt(flat, 1, 0.5, 0.1 * k)).toBeCloseTo(part, 13);
    });
    expect(containmentAt(flat, 1, 0.5, 0.15)).toBeCloseTo(2.5 / 16, 13);
    expect(containmentAt(flat, 1, 0.5, 0.05)).toBeCloseTo(0.5 / 16, 13);
  });

  test("a radius beyond the table gives the table's total, where the reference gives 0", () => {
    // In the reference the containment drops to 0 half a bin beyond the last edge, and with it the exposure.
    for (const radius of [0.41, 0.46, 3]) expect(containmentAt(flat, 1, 0.5, radius)).toBeCloseTo(1, 13);
  });

  test("the total is as the table has it, not normalized", () => {
    const half = tableOf(rad, () => 0.5 / (Math.PI * 0.16) / squareDegree);
    expect(containmentAt(half, 1, 0.5, 1)).toBeCloseTo(0.5, 13);
  });

  test("an energy or offset beyond the table gives 0; an offset in the half bin at its border does not", () => {
    const energies = Float64Array.of(0.0999, 1, 10.1, Number.NaN);
    expect([...containment(flat, energies, 0.5, 1)].map((p) => p > 0)).toEqual([false, true, false, false]);
    expect([...containment(flat, energies, 1.51, 1)]).toEqual([0, 0, 0, 0]);
    expect(containmentAt(flat, 1, 1.49, 1)).toBeCloseTo(1, 13);
    expect(psfDensity(flat, 1, 0.5, 0.2)).toBeGreaterThan(0);
    for (const [e, theta, r] of [
      [11, 0.5, 0.2],
      [1, 1.6, 0.2],
      [1, 0.5, 0.41],
    ]) {
      expect(psfDensity(flat, e, theta, r)).toBe(0);
    }
  });

  test("containment is linear in ln E and offset between the nodes of the table", () => {
    const peak = (e: number, theta: number) => 1 + 0.2 * Math.log(e) + 0.3 * theta;
    const psf = tableOf(rad, (_, e, theta) => peak(e, theta) / (Math.PI * 0.16) / squareDegree);
    for (const [e, theta] of [
      [0.5, 0.2],
      [2, 0.9],
      [0.15, -0.3],
    ]) {
      expect(containmentAt(psf, e, theta, 0.4)).toBeCloseTo(peak(e, theta), 12);
      expect(psfDensity(psf, e, theta, 0.17) * Math.PI * 0.16 * squareDegree).toBeCloseTo(peak(e, theta), 12);
    }
  });

  test("negative entries count as none, and one that is not a number neither", () => {
    const psf = tableOf(rad, (r) => (r > 0.2 ? -1 : 1 / (Math.PI * 0.04) / squareDegree));
    expect(containmentAt(psf, 1, 0.5, 0.4)).toBeCloseTo(1, 13);
    expect(psfDensity(psf, 1, 0.5, 0.35)).toBe(0);
    expect(
      psfDensity(
        tableOf(rad, () => Number.NaN),
        1,
        0.5,
        0.2,
      ),
    ).toBe(0);
  });

  test("a radius of 0 holds nothing, whether the rad axis is given by edges or by centers", () => {
    const centered = tableOf(axisFromCenters([0, 0.1, 0.2], lin), () => 1 / squareDegree);
    for (const psf of [flat, centered]) expect(containmentAt(psf, 1, 0.5, 0)).toBe(0);
    // Rings of width 0.1 around 0.1 and 0.2; the center itself has no area.
    expect(containmentAt(centered, 1, 0.5, 0.25)).toBeCloseTo(2 * Math.PI * 0.1 * 0.3, 13);
  });
});
