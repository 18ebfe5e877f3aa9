import { axisFromBounds, createGti, emptySpectrum, type Maker, type Observation } from "@gammakit/core";
import { expect, test } from "vitest";
import { makerConformance } from "../src/index.ts";

const energy = axisFromBounds(1, 10, 2, { name: "energy", unit: "TeV", scale: "log" });
const region = { kind: "circle", center: { frame: "icrs", lon: 0, lat: 0 }, radius: 0.1 } as const;
const dataset = emptySpectrum({ region, energy, energyTrue: energy });
const reference = { scale: "tt", day: 53000, fraction: 0 } as const;
const observation: Observation = {
  id: 1,
  part: 0,
  pointing: region.center,
  liveFraction: 1,
  gti: createGti(reference, [[0, 10]]),
  events: {
    reference,
    time: Float64Array.of(1),
    lon: Float64Array.of(0),
    lat: Float64Array.of(0),
    energy: Float64Array.of(2),
  },
  meta: {},
};

const makerOf = (run: Maker["run"]): Maker => ({ id: "test", run });
const failures = async (maker: Maker) => {
  const found: string[] = [];
  for (const { name, run } of makerConformance(maker, { dataset: structuredClone(dataset), observation })) {
    await run().catch((error: Error) => found.push(`${name}: ${error.message}`));
  }
  return found;
};

test("a maker that counts the events passes", async () => {
  const maker = makerOf((given, { events }) => ({ ...given, counts: given.counts.map(() => events.time.length) }));
  expect(await failures(maker)).toEqual([]);
});

const wrong: readonly (readonly [string, Maker["run"]])[] = [
  [
    "its input stays as it was: The dataset it was given differs at counts.0: 0 became 1.",
    (given) => {
      given.counts[0] = 1;
      return given;
    },
  ],
  ["counts has 3 values; the axes ask for 2.", (given) => ({ ...given, counts: new Float64Array(3) })],
  ["The exposure is NaN NaN.", (given) => ({ ...given, exposure: given.exposure.map(() => Number.NaN) })],
  ["A mask holds 2 2.", (given) => ({ ...given, maskSafe: given.maskSafe.map(() => 2) })],
  [
    "The reconstructed energy axis differs at 0",
    (given) => ({ ...given, energyEdges: energy.edges.map((e) => 2 * e) }),
  ],
  ["could not be cloned", (given) => ({ ...given, meta: { hook: (() => 1) as unknown as string } })],
];
test.each(wrong)("one that does not is told: %s", async (words, run) => {
  expect((await failures(makerOf(run))).join("\n")).toContain(words);
});

test("one that remembers is told", async () => {
  let calls = 0;
  const maker = makerOf((given) => ({ ...given, livetime: calls++ }));
  expect((await failures(maker)).join()).toContain("The dataset differs at livetime");
});
