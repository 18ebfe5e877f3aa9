import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  axisFromBounds,
  axisFromCenters,
  axisFromEdges,
  axisFromLabels,
  fromScale,
  toScale,
} from "../../src/axis/axis.ts";
import { binIndex, lowerIndex } from "../../src/axis/locate.ts";

const energy = { name: "energy", unit: "TeV", scale: "log" } as const;
const offset = { name: "offset", unit: "deg", scale: "lin" } as const;

const near = (found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-15) => {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(tolerance * Math.abs(value));
  });
};

describe("the axes of the reference analysis", () => {
  test("0.4–20 TeV in 10 bins", () => {
    const { edges, centers } = axisFromBounds(0.4, 20, 10, energy);
    // The reference has 19.999999999999996 for the last one; ours are exact at both ends.
    near(
      edges,
      [
        0.4, 0.5915030546513255, 0.8746896591546224, 1.2934540131547145, 1.9127049995800738, 2.8284271247461907,
        4.182558210365092, 6.184989894219833, 9.146101038546524, 13.524866756124815, 20,
      ],
    );
    expect([edges[0], edges[10]]).toEqual([0.4, 20]);
    expect(centers).toHaveLength(10);
  });

  test("0.1–40 TeV in 20 bins", () => {
    const { edges, centers } = axisFromBounds(0.1, 40, 20, energy);
    near(edges.subarray(1, 2), [0.13492828476735635]);
    near([centers[0], centers[10], centers[19]], [0.11615863496415425, 2.323172699283085, 34.435666373269406]);
  });
});

test("centers lie half-way in the scale: geometric, arithmetic, squared", () => {
  near(axisFromEdges([1, 4, 9], energy).centers, [2, 6]);
  near(axisFromEdges([1, 4, 9], offset).centers, [2.5, 6.5]);
  near(axisFromEdges([1, 4, 9], { ...offset, scale: "sqrt" }).centers, [2.25, 6.25]);
  near(axisFromEdges([-4, 0, 4], { ...offset, scale: "sqrt" }).centers, [-1, 1]);
});

test("edges lie half-way between centers, the outermost half a step beyond", () => {
  // The offset axis of the H.E.S.S. effective areas.
  const { edges, centers, nodes } = axisFromCenters([0, 0.5, 1, 1.5, 2, 2.5], offset);
  near(edges, [-0.25, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75]);
  expect(centers).toEqual(Float64Array.of(0, 0.5, 1, 1.5, 2, 2.5));
  expect(nodes).toBe("center");
  near(axisFromCenters([1, 100], energy).edges, [0.1, 10, 1000]);
  // Unequal steps: the first and the last step are continued.
  near(axisFromCenters([0, 1, 3], offset).edges, [-0.5, 0.5, 2, 4]);
});

test("a single center has no width", () => {
  expect(axisFromCenters([0.5], offset).edges).toEqual(Float64Array.of(0.5, 0.5));
});

test("the given numbers are copied, and kept exactly", () => {
  const given = Float64Array.of(0.1, 0.2, 0.7);
  const axis = axisFromEdges(given, energy);
  given[0] = 9;
  expect(axis.edges).toEqual(Float64Array.of(0.1, 0.2, 0.7));
  expect(axisFromEdges(Float32Array.of(0.1, 0.2), energy).edges[0]).toBe(Math.fround(0.1));
});

describe("what is no axis", () => {
  test.each([
    ["one edge", () => axisFromEdges([1], energy), "needs at least 2 edges, got 1"],
    ["no center", () => axisFromCenters([], energy), "needs at least 1 center, got 0"],
    ["equal edges", () => axisFromEdges([1, 1], energy), "node 1 (1) follows 1"],
    ["falling centers", () => axisFromCenters([2, 1], offset), "values must increase"],
    ["NaN", () => axisFromEdges([1, Number.NaN], energy), "node 1 is NaN"],
    ["infinity", () => axisFromEdges([1, Number.POSITIVE_INFINITY], energy), "node 1 is Infinity"],
    ["a negative energy", () => axisFromEdges([-1, 1], energy), "no negative values"],
    ["swapped bounds", () => axisFromBounds(20, 0.4, 10, energy), "values must increase"],
    ["logarithmic bins from zero", () => axisFromBounds(0, 10, 2, energy), "can't begin at 0"],
    ["half a bin", () => axisFromBounds(1, 2, 0.5, energy), "positive integer, not 0.5"],
    ["no bins", () => axisFromBounds(1, 2, 0, energy), "positive integer, not 0"],
  ])("%s", (_, make, words) => {
    expect(make).toThrow(words);
    expect(make).toThrow(/"(energy|offset)"/);
  });
});

test("a scale and its inverse, and zero on a logarithmic axis", () => {
  for (const scale of ["lin", "log", "sqrt"] as const) {
    for (const x of [1e-30, 0.3, 1, 7e20]) near([fromScale(toScale(x, scale), scale)], [x], 3e-14);
  }
  expect(toScale(-4, "sqrt")).toBe(-2);
  expect(fromScale(-2, "sqrt")).toBe(-4);
  // Zero has no logarithm: it stands at the smallest single-precision number, and comes back as zero.
  expect(toScale(0, "log")).toBe(Math.log(1.1754943508222875e-38));
  expect(fromScale(toScale(0, "log"), "log")).toBe(0);
});

test("every axis is in order: edges, centers between them", () => {
  const nodes = fc.uniqueArray(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 20 });
  const scale = fc.constantFrom("lin" as const, "log" as const, "sqrt" as const);
  fc.assert(
    fc.property(nodes, scale, fc.boolean(), (values, how, centered) => {
      const sorted = Float64Array.from(values).sort();
      // Two numbers next to each other leave no room between them.
      fc.pre(sorted.every((x, i) => i === 0 || x > sorted[i - 1] * (1 + 1e-9)));
      const description = { name: "x", unit: "", scale: how };
      const { edges, centers } = centered ? axisFromCenters(sorted, description) : axisFromEdges(sorted, description);
      expect(edges.length).toBe(centers.length + 1);
      centers.forEach((center, i) => {
        expect(edges[i]).toBeLessThan(center);
        expect(center).toBeLessThan(edges[i + 1]);
      });
    }),
    { seed: 7 },
  );
});

describe("where a value falls", () => {
  const edges = Float64Array.of(1, 2, 4, 8);

  test("lower edge inclusive, upper edge exclusive", () => {
    expect([1, 1.9, 2, 3.999, 4, 7.999].map((x) => binIndex(edges, x))).toEqual([0, 0, 1, 1, 2, 2]);
    expect([0.999, 8, 9, -1, Number.NaN, Infinity, -Infinity].map((x) => binIndex(edges, x))).toEqual(
      Array(7).fill(-1),
    );
  });

  test("the last node at or below", () => {
    expect([0, 1, 1.5, 8, 99].map((x) => lowerIndex(edges, x))).toEqual([-1, 0, 0, 3, 3]);
    expect(lowerIndex([], 1)).toBe(-1);
    expect(lowerIndex(edges, Number.NaN)).toBe(-1);
  });

  test("as a search from the start finds it", () => {
    const sorted = fc
      .uniqueArray(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 30 })
      .map((values) => Float64Array.from(values).sort());
    fc.assert(
      fc.property(sorted, fc.double({ min: -11, max: 11, noNaN: true }), (nodes, x) => {
        const expected = nodes.findIndex((low, i) => i < nodes.length - 1 && low <= x && x < nodes[i + 1]);
        expect(binIndex(nodes, x)).toBe(expected);
      }),
      { seed: 8 },
    );
  });
});

test("an axis of labels counts its bins from 0, and has each name once", () => {
  const axis = axisFromLabels(["b", "a"], "dataset");
  expect(axis).toMatchObject({ name: "dataset", unit: "", labels: ["b", "a"] });
  expect([...axis.centers, ...axis.edges]).toEqual([0, 1, -0.5, 0.5, 1.5]);
  expect(() => axisFromLabels(["a", "b", "a"], "dataset")).toThrow(/two bins are called "a"/);
});
