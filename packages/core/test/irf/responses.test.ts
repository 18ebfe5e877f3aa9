import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisFromBounds, axisFromCenters, axisFromEdges } from "../../src/axis/axis.ts";
import { effectiveAreaAt } from "../../src/irf/effective-area.ts";
import { energyDispersionAt, energyDispersionMatrix } from "../../src/irf/energy-dispersion.ts";
import type { EffectiveArea, EnergyDispersion } from "../../src/irf/irf.ts";
import { migraKernel } from "../../src/irf/migra-kernel.ts";

const energy = axisFromEdges([0.1, 1, 10, 100], { name: "energy_true", unit: "TeV", scale: "log" });
const offset = axisFromCenters([0, 1, 2], { name: "offset", unit: "deg", scale: "lin" });

/** A response that is linear in ln E and in offset, so that interpolation must return it exactly. */
const plane = (e: number, theta: number) => 100 + 10 * Math.log(e) + 7 * theta;

function areaOf(value: (e: number, theta: number) => number, { axis = energy, offsets = offset } = {}): EffectiveArea {
  const values = new Float64Array(axis.centers.length * offsets.centers.length);
  offsets.centers.forEach((theta, k) => {
    axis.centers.forEach((e, i) => {
      values[i + k * axis.centers.length] = value(e, theta);
    });
  });
  return { kind: "aeff-2d", enclosure: "full", energy: axis, offset: offsets, values };
}

describe("effective area", () => {
  test("is linear in ln E and offset, also in the half bins at the borders", () => {
    const aeff = areaOf(plane);
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.double({ min: -0.5, max: 2.5, noNaN: true }),
        (e, theta) => {
          expect(effectiveAreaAt(aeff, Float64Array.of(e), theta)[0]).toBeCloseTo(plane(e, theta), 10);
        },
      ),
      { seed: 9 },
    );
  });

  test("is zero beyond the edges of the table, at every energy beyond its offsets", () => {
    const aeff = areaOf(plane);
    const energies = Float64Array.of(0.0999, 1, 100.1, Number.NaN, Number.POSITIVE_INFINITY, 0, -1);
    expect([...effectiveAreaAt(aeff, energies, 1)].map((x) => x > 0)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    for (const theta of [-0.51, 2.51, Number.NaN]) {
      expect(effectiveAreaAt(aeff, energies, theta)).toEqual(new Float64Array(energies.length));
    }
    expect(effectiveAreaAt(aeff, new Float64Array(0), 1)).toHaveLength(0);
  });

  test("is never negative, and zero where the table is not finite", () => {
    const falling = areaOf((e) => 1 - Math.log(e));
    expect(effectiveAreaAt(falling, Float64Array.of(90), 1)[0]).toBe(0);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(
        effectiveAreaAt(
          areaOf(() => bad),
          Float64Array.of(1),
          1,
        )[0],
      ).toBe(0);
    }
  });

  test("made for a single offset or energy, it has no direction and no bounds along it", () => {
    // A file states one offset as THETA_LO = THETA_HI; pointings never lie there to the last digit.
    // The reference gives 0 then, and so a run without exposure.
    const offsets = axisFromCenters([0.5], offset);
    const aeff = areaOf((e) => plane(e, 0), { offsets });
    for (const theta of [0.5, 0.5000335, 0, 3]) {
      expect(effectiveAreaAt(aeff, Float64Array.of(1), theta)[0]).toBeCloseTo(plane(1, 0), 10);
    }
    const wide = areaOf((e) => plane(e, 0), { offsets: axisFromEdges([0.4, 0.6], offset) });
    expect(effectiveAreaAt(wide, Float64Array.of(1), 0.45)[0]).toBeCloseTo(plane(1, 0), 10);
    expect(effectiveAreaAt(wide, Float64Array.of(1), 0.7)[0]).toBe(0);
    const oneEnergy = areaOf(plane, { axis: axisFromEdges([1, 10], energy) });
    expect(effectiveAreaAt(oneEnergy, Float64Array.of(2, 9, 11), 1)).toEqual(
      Float64Array.of(plane(Math.sqrt(10), 1), plane(Math.sqrt(10), 1), 0),
    );
  });
});

const migra = axisFromEdges([0.5, 0.8, 1, 1.25, 2], { name: "migra", unit: "", scale: "lin" });

function dispersionOf(density: (mu: number, e: number, theta: number) => number): EnergyDispersion {
  const [n, m] = [energy.centers.length, migra.centers.length];
  const values = new Float64Array(n * m * offset.centers.length);
  offset.centers.forEach((theta, k) => {
    migra.centers.forEach((mu, j) => {
      energy.centers.forEach((e, i) => {
        values[i + n * (j + m * k)] = density(mu, e, theta);
      });
    });
  });
  return { kind: "edisp-2d", enclosure: "full", energy, migra, offset, values };
}

describe("energy dispersion", () => {
  test("a flat density over migra gives each reconstructed bin its share", () => {
    const edges = Float64Array.of(1, 2, 3, 4, 10);
    // Migra is uniform from 0.5 to 2: at 2 TeV from 1 to 4 TeV.
    const row = energyDispersionMatrix(
      dispersionOf(() => 3),
      1,
      Float64Array.of(2),
      edges,
    );
    [1 / 3, 1 / 3, 1 / 3, 0].forEach((share, j) => {
      expect(row[j]).toBeCloseTo(share, 14);
    });
  });

  test("a row sums to 1 where the reconstructed axis holds the migra range, to less where it does not, to 0 beyond", () => {
    const edisp = dispersionOf((mu, e, theta) => Math.exp(-((mu - 1) ** 2) / 0.1) + 0.01 * theta + 0.001 * Math.log(e));
    const axis = axisFromBounds(0.2, 50, 30, energy);
    const centers = Float64Array.of(0.05, 0.5, 3, 20, 40, 101);
    const matrix = energyDispersionMatrix(edisp, 0.7, centers, axis.edges);
    const sums = Array.from(centers, (_, i) => matrix.subarray(i * 30, (i + 1) * 30).reduce((a, b) => a + b, 0));
    expect(sums[0]).toBe(0);
    for (const k of [1, 2, 3]) expect(sums[k]).toBeCloseTo(1, 13);
    expect(sums[4]).toBeGreaterThan(0.5);
    expect(sums[4]).toBeLessThan(0.999);
    expect(sums[5]).toBe(0);
    expect(matrix.every((p) => p >= 0 && p <= 1)).toBe(true);
  });

  test("densities in migra that are normalized give the same kernel, three times as large ones one three times as large", () => {
    const edisp = dispersionOf((mu) => Math.exp(-((mu - 1) ** 2) / 0.1));
    const { edges } = edisp.migra;
    const [centers, reconstructed] = [Float64Array.of(0.5, 3, 20), axisFromBounds(0.2, 50, 30, energy).edges];
    const row = energyDispersionAt(edisp, 1, 1);
    const total = row.reduce((sum, density, m) => sum + density * (edges[m + 1] - edges[m]), 0);
    const kernelOf = (factor: number) => {
      const density = Array.from(centers).flatMap(() => Array.from(row, (value) => (factor * value) / total));
      return migraKernel(density, edisp.migra, centers, reconstructed);
    };
    const expected = energyDispersionMatrix(edisp, 1, centers, reconstructed);
    const [one, three] = [kernelOf(1), kernelOf(3)];
    expected.forEach((probability, k) => {
      expect(one[k]).toBeCloseTo(probability, 14);
      expect(three[k]).toBeCloseTo(3 * probability, 14);
    });
  });

  test("along a logarithmic migra axis the cumulative probability is linear in the logarithm", () => {
    const migra = axisFromEdges([0.1, 10], { name: "migra", unit: "", scale: "log" });
    const kernel = migraKernel([1 / 9.9], migra, Float64Array.of(2), Float64Array.of(0.02, 0.2, 2, 20, 200));
    [0, 0.5, 0.5, 0].forEach((probability, j) => {
      expect(kernel[j]).toBeCloseTo(probability, 14);
    });
  });

  test("an energy beyond the table is extrapolated, an offset beyond it gives zeros", () => {
    // As the reference does: migra is in range, and out of range is what is so on both axes.
    const edisp = dispersionOf(() => 1);
    expect(energyDispersionMatrix(edisp, 1, Float64Array.of(200), Float64Array.of(100, 400))[0]).toBeCloseTo(1, 14);
    expect(energyDispersionMatrix(edisp, 2.6, Float64Array.of(2), Float64Array.of(1, 4))[0]).toBe(0);
    expect(energyDispersionAt(edisp, 200, 1)).toEqual(Float64Array.of(1, 1, 1, 1));
    expect(energyDispersionAt(edisp, 2, 2.6)).toEqual(new Float64Array(4));
  });

  test("negative cells, as smoothing leaves them, count as zero; and a table of zeros gives zeros", () => {
    const edisp = dispersionOf((mu) => (mu > 1.5 ? -1 : 1));
    expect([...energyDispersionAt(edisp, 2, 1)]).toEqual([1, 1, 1, 0]);
    const edges = Float64Array.of(1, 2, 2.5, 4);
    // Uniform from 0.5 to 1.25: two thirds below 1, one third above.
    const row = energyDispersionMatrix(edisp, 1, Float64Array.of(2), edges);
    [2 / 3, 1 / 3, 0].forEach((share, j) => {
      expect(row[j]).toBeCloseTo(share, 14);
    });
    for (const nothing of [0, Number.NaN, -1]) {
      expect([
        ...energyDispersionMatrix(
          dispersionOf(() => nothing),
          1,
          Float64Array.of(2),
          edges,
        ),
      ]).toEqual([0, 0, 0]);
    }
  });

  test("finer reconstructed bins add up to the coarser ones", () => {
    const edisp = dispersionOf((mu, _, theta) => 1 + mu * (3 - mu) + theta);
    const edge = fc.uniqueArray(fc.double({ min: 0.2, max: 60, noNaN: true }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(edge, fc.double({ min: 0.3, max: 30, noNaN: true }), (values, e) => {
        const edges = Float64Array.from(values).sort();
        const fine = energyDispersionMatrix(edisp, 1.2, Float64Array.of(e), edges);
        const coarse = energyDispersionMatrix(edisp, 1.2, Float64Array.of(e), Float64Array.of(edges[0], edges.at(-1)!));
        expect(fine.reduce((a, b) => a + b, 0)).toBeCloseTo(coarse[0], 12);
      }),
      { seed: 10 },
    );
  });
});
