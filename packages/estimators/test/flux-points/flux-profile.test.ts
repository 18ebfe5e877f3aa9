import { createRegistry, defineExtension, inlineExecutor, type Objective, type Region } from "@gammakit/core";
import { minuit } from "@gammakit/minuit";
import { modelsPlugin } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { fluxPoints, fluxProfile, type ProfileRegion, perSteradian } from "../../src/index.ts";
import { countsToy, flat } from "../support/counts-toy.ts";
import { moody } from "../support/moody.ts";

const options = { reference: flat, energyEdges: [1, 2.1, 4], selection: ["ul"] } as const;

function place(k: number): ProfileRegion["geometry"] {
  const region: Region = { kind: "circle", center: { frame: "galactic", lon: k, lat: 0 }, radius: 0.5 };
  return { region, xMin: k - 0.5, xMax: k + 0.5, xRef: k, solidAngle: 0.25 };
}

const good = countsToy([9, 5, 4], [2, 2, 1], [3, 2, 1]);
const masked = { ...good, maskSafe: new Uint8Array(3) };

describe("a flux profile", () => {
  test("has the flux points of each region, and where it lies", async () => {
    const profile = await fluxProfile(
      [
        { geometry: place(0), dataset: good },
        { geometry: place(1), dataset: good },
      ],
      options,
    );
    expect(profile.kind).toBe("flux-profile");
    expect(Array.from(profile.xMin)).toEqual([-0.5, 0.5]);
    expect(Array.from(profile.xMax)).toEqual([0.5, 1.5]);
    expect(Array.from(profile.xRef)).toEqual([0, 1]);
    expect(Array.from(profile.solidAngle)).toEqual([0.25, 0.25]);
    expect(profile.regions[1]).toEqual(place(1).region);
    expect(profile.rows).toEqual([await fluxPoints([good], options), await fluxPoints([good], options)]);
  });

  test("keeps the row of a region in which nothing can be used", async () => {
    const { rows } = await fluxProfile(
      [
        { geometry: place(0), reason: "outside the map" },
        { geometry: place(1), dataset: masked },
        { geometry: place(2), dataset: good },
      ],
      options,
    );
    const bins = rows.map(({ points }) => points.map(({ eMin, eMax }) => [eMin, eMax]));
    expect(bins[0]).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(bins[1]).toEqual(bins[0]);
    expect(bins[2]).toEqual(bins[0]);
    for (const row of rows.slice(0, 2)) {
      for (const point of row.points) {
        expect(point).toMatchObject({ success: false, counts: 0, norm: Number.NaN, normUl: Number.NaN });
      }
    }
    expect(rows[0].points[0].reason).toBe("outside the map");
    expect(rows[1].points[0].reason).toContain("mask");
    expect(rows[2].points[0].success).toBe(true);
  });

  test("keeps the row of a region in which the optimizer throws; where it always does, that is thrown", async () => {
    const regions = [0, 1, 2].map((k) => ({ geometry: place(k), dataset: good }));
    const { rows } = await fluxProfile(regions, { ...options, optimizer: moody((call) => call === 2 || call === 3) });
    expect(rows.map(({ points }) => points.map(({ success }) => success))).toEqual([
      [true, true],
      [false, false],
      [true, true],
    ]);
    expect(rows[1].points[0]).toMatchObject({ eMin: 1, eMax: 2, reason: "A bad day" });
    await expect(fluxProfile(regions, { ...options, optimizer: moody(() => true) })).rejects.toThrow("A bad day.");
  });

  test("is the same on an executor where the optimizer throws", async () => {
    const picky = defineExtension(
      "optimizer",
      { id: "acme/picky", summary: "Likes small norms" },
      ({ most = 0 } = {}) => ({
        minimize(objective: Objective) {
          if (objective.start[0] > most) throw new Error("A norm so large.");
          return minuit().minimize(objective);
        },
      }),
    );
    const regions = [good, countsToy([90, 5, 4], [2, 2, 1], [3, 2, 1]), good].map((dataset, k) => ({
      geometry: place(k),
      dataset,
    }));
    const registry = createRegistry([{ name: "acme", contract: 1, extensions: [picky] }, modelsPlugin]);
    const executor = inlineExecutor({ registry });
    const optimizer = registry.create("optimizer", "acme/picky", { most: 10 });
    const { rows } = await fluxProfile(regions, { ...options, optimizer });
    expect(rows.map(({ points }) => points.map(({ success }) => success))).toEqual([
      [true, true],
      [false, true],
      [true, true],
    ]);
    const shared = await fluxProfile(regions, { ...options, optimizer, context: { executor } });
    expect(shared.rows).toEqual(rows);
    const none = registry.create("optimizer", "acme/picky", { most: -10 });
    await expect(fluxProfile(regions, { ...options, optimizer: none, context: { executor } })).rejects.toThrow(
      'The optimizer "acme/picky" of plugin "acme" threw Error: A norm so large.',
    );
  });

  test("of regions without any data has the bins asked for", async () => {
    const { rows } = await fluxProfile([{ geometry: place(0) }], options);
    expect(rows[0].points.map(({ eMin, eMax }) => [eMin, eMax])).toEqual([
      [1, 2.1],
      [2.1, 4],
    ]);
  });

  test("counts progress in regions, and can be aborted", async () => {
    const regions = [0, 1, 2].map((k) => ({ geometry: place(k), dataset: good }));
    const seen: number[] = [];
    await fluxProfile(regions, { ...options, context: { onProgress: (done) => seen.push(done) } });
    expect(seen).toEqual([1, 2, 3]);
    const context = { signal: AbortSignal.abort() };
    await expect(fluxProfile(regions, { ...options, context })).rejects.toMatchObject({ code: "aborted" });
    await expect(fluxProfile([], options)).rejects.toThrow("no region");
  });
});

test("per steradian, fluxes are divided by the solid angle once", async () => {
  const profile = await fluxProfile([{ geometry: place(0), dataset: good }], options);
  const dense = perSteradian(profile);
  const [before, after] = [profile.rows[0].points[1], dense.rows[0].points[1]];
  assertClose(
    [after.refDnde, after.refFlux, after.refEflux],
    [before.refDnde, before.refFlux, before.refEflux].map((flux) => flux / 0.25),
    { relative: 1e-15 },
  );
  expect([after.norm, dense.perSteradian, profile.perSteradian]).toEqual([before.norm, true, undefined]);
  expect(perSteradian(dense)).toBe(dense);
});
