import type { Dataset, Maker, Observation } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { checkSame } from "./same.ts";

/** What a maker is tried on. */
export interface MakerInput {
  /** As the makers before it leave it. */
  readonly dataset: Dataset;
  readonly observation: Observation;
}

/**
 * What every maker must do, as cases for any test runner:
 * `for (const { name, run } of makerConformance(spectrumMaker(), input)) test(name, run)`.
 */
export function makerConformance(maker: Maker, { dataset, observation }: MakerInput): readonly ConformanceCase[] {
  const make = (): Dataset => maker.run(dataset, observation);
  return [
    { name: "it has an id", run: async () => check(maker.id !== "", "The id is empty.") },
    {
      name: "its input stays as it was",
      run: async () => {
        const before = structuredClone({ dataset, observation });
        make();
        checkSame("The dataset it was given", before.dataset, dataset);
        checkSame("The observation it was given", before.observation, observation);
      },
    },
    {
      name: "the same input gives the same dataset, whatever came between",
      run: async () => {
        const first = structuredClone(make());
        maker.run(dataset, { ...observation, id: observation.id + 1, part: 1 });
        checkSame("The dataset", first, make());
      },
    },
    { name: "the arrays of the dataset fit its axes", run: async () => checkShapes(make(), dataset) },
    {
      name: "masks hold 0 and 1, counts are whole, exposure and livetime are finite",
      run: async () => checkValues(make()),
    },
    {
      name: "the dataset can be cloned, and so posted to a worker",
      run: async () => {
        const made = make();
        checkSame("The clone", made, structuredClone(made));
      },
    },
  ];
}

function checkShapes(made: Dataset, { energyEdges, energyTrueEdges }: Dataset): void {
  checkSame("The reconstructed energy axis", energyEdges, made.energyEdges);
  checkSame("The true energy axis", energyTrueEdges, made.energyTrueEdges);
  const [n, m] = [energyEdges.length - 1, energyTrueEdges.length - 1];
  const lengths: Readonly<Record<string, number>> = {
    counts: n,
    background: n,
    countsOff: n,
    acceptance: n,
    acceptanceOff: n,
    maskSafe: n,
    maskFit: n,
    exposure: m,
    edispExposure: m,
    edisp: m * n,
  };
  for (const [key, value] of Object.entries(made)) {
    if (!ArrayBuffer.isView(value) || lengths[key] === undefined) continue;
    const { length } = value as Float64Array;
    check(length === lengths[key], `${key} has ${length} values; the axes ask for ${lengths[key]}.`);
  }
}

function checkValues({ maskSafe, maskFit, counts, exposure, livetime }: Dataset): void {
  for (const mask of [maskSafe, ...(maskFit === undefined ? [] : [maskFit])]) {
    check(
      mask.every((value) => value === 0 || value === 1),
      `A mask holds ${[...mask].join(" ")}.`,
    );
  }
  check(
    counts.every((n) => Number.isInteger(n) && n >= 0),
    `Counts are ${[...counts].join(" ")}.`,
  );
  check(
    exposure.every((value) => value >= 0 && Number.isFinite(value)),
    `The exposure is ${[...exposure].join(" ")}.`,
  );
  check(livetime >= 0 && Number.isFinite(livetime), `The livetime is ${livetime} s.`);
}
