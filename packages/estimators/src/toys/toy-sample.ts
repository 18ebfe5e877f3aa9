import type { FitStatus } from "@gammakit/fit";

/** What the toys say of one quantity. A NaN was not measured. */
export interface ToyEstimates {
  readonly name: string;
  readonly unit: string;
  readonly truth: number;
  readonly value: Float64Array;
  /** One standard deviation. */
  readonly error: Float64Array;
  /** Distances to the ends of the asymmetric interval. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What was measured in toys drawn from one truth, toy by toy. */
export interface ToySample {
  readonly status: readonly FitStatus[];
  /** −2 ln L at the best point found. */
  readonly stat: Float64Array;
  /** −2 ln L at the truth. */
  readonly statTruth: Float64Array;
  /** Upper limit on the first quantity. */
  readonly upperLimit: Float64Array;
  /** −2 ln L of a perfect prediction of the counts, of each toy and of the data: not 0 for the Cash statistic. */
  readonly statPerfect: Float64Array;
  readonly statPerfectOfData: number;
  /** What was thrown in the first toy whose measurement threw, or how its worker was lost; absent where there is none. */
  readonly reason?: string;
  readonly estimates: readonly ToyEstimates[];
}

/** The quantity of a sample, before it is measured. */
export type ToyQuantity = Pick<ToyEstimates, "name" | "unit" | "truth">;

/** What is known of a sample before its toys are drawn. */
export interface ToyFrame extends Pick<ToySample, "statPerfectOfData"> {
  readonly quantities: readonly ToyQuantity[];
}

/** How fits may end, by their number in a row. */
const statuses: readonly FitStatus[] = ["converged", "max-evaluations", "failed", "unconstrained", "aborted"];

/** Numbers in a row before those of the quantities: status, stat, stat of the truth, upper limit, stat of a perfect prediction. */
export const headLength = 5;

/** Numbers in a row for each quantity: value, error, and the distances to the ends of the interval. */
export const quantityLength = 4;

/** Length of the row of a toy. */
export function rowLength(quantities: number): number {
  return headLength + quantities * quantityLength;
}

/** The number of a status in a row. */
export function statusCode(status: FitStatus): number {
  return statuses.indexOf(status);
}

/** Makes a row that of a toy of which nothing is known. */
export function markFailed(row: Float64Array): void {
  row.fill(Number.NaN);
  row[0] = statusCode("failed");
}

/** A sample of rows, one after the other in `rows`; `reason` tells why one could not be measured. */
export function sampleOf(rows: Float64Array, { quantities, statPerfectOfData }: ToyFrame, reason?: string): ToySample {
  const length = rowLength(quantities.length);
  const toys = rows.length / length;
  const column = (k: number) => {
    const out = new Float64Array(toys);
    for (let i = 0; i < toys; i++) out[i] = rows[i * length + k];
    return out;
  };
  return {
    status: Array.from(column(0), (code) => statuses[code]),
    stat: column(1),
    statTruth: column(2),
    upperLimit: column(3),
    statPerfect: column(4),
    statPerfectOfData,
    ...(reason !== undefined && { reason }),
    estimates: quantities.map((quantity, q) => {
      const [value, error, lower, upper] = [0, 1, 2, 3].map((k) => column(headLength + q * quantityLength + k));
      return { ...quantity, value, error, lower, upper };
    }),
  };
}
