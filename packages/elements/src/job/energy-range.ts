/** A range of energies [TeV]. */
export interface EnergyRange {
  readonly min: number;
  readonly max: number;
}

/** The range with another end, of three digits, which the other end does not come nearer than half as much again. */
export function changedRange({ min, max }: EnergyRange, change: Partial<EnergyRange>): EnergyRange {
  const round = (value: number) => Number(value.toPrecision(3));
  return {
    min: change.min === undefined ? min : Math.min(round(change.min), round(max / 1.5)),
    max: change.max === undefined ? max : Math.max(round(change.max), round(min * 1.5)),
  };
}
