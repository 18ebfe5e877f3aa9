/** Counts the cases of a corpus that pass, and keeps why the others do not, by id. */
export class Tally {
  passed = 0;
  readonly name: string;
  readonly missed: Record<string, string> = {};

  constructor(name: string) {
    this.name = name;
  }

  get total(): number {
    return this.passed + Object.keys(this.missed).length;
  }

  /** Runs the check of one case; what it throws becomes the reason. */
  check(id: string, run: () => void): void {
    try {
      run();
      this.passed++;
    } catch (error) {
      this.missed[id] = (error as Error).message;
    }
  }

  /** Says how many passed, and which did not. */
  report(): void {
    const lines = Object.entries(this.missed).map(([id, reason]) => `\n  not ${id}: ${reason.split("\n")[0]}`);
    console.log(`${this.name}: ${this.passed} of ${this.total} cases${lines.join("")}`);
  }
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** MINUIT's usual steps. */
export function usualSteps(start: ArrayLike<number>): Float64Array {
  return Float64Array.from(start, (value) => (value === 0 ? 0.1 : 0.01 * Math.abs(value)));
}
