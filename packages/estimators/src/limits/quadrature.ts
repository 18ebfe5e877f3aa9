/** A part of a range, and the integral over it. */
export interface Panel {
  readonly from: number;
  readonly to: number;
  readonly integral: number;
}

/** Gauss–Kronrod rule of 15 points (Piessens et al. 1983, QUADPACK): the middle last; Gauss weights at every other node. */
const nodes = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const kronrod = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
const gauss = [0, 0.1294849661688697, 0, 0.27970539148927664, 0, 0.3818300505051189, 0, 0.4179591836734694];

/**
 * The integral of `f` between two points in panels, each halved until its error is below `precision` times the whole, 40 times
 * at most.
 */
export function integrate(f: (x: number) => number, from: number, to: number, precision: number): readonly Panel[] {
  const whole = Math.abs(panelOf(f, from, to).integral);
  const done: Panel[] = [];
  const divide = (a: number, b: number, depth: number) => {
    const { integral, error } = panelOf(f, a, b);
    if (depth >= 40 || !(error > precision * whole)) {
      done.push({ from: a, to: b, integral });
      return;
    }
    const middle = 0.5 * (a + b);
    divide(a, middle, depth + 1);
    divide(middle, b, depth + 1);
  };
  divide(from, to, 0);
  return done;
}

/** The integral by 15 points, and how far that by 7 of them is from it. */
export function panelOf(f: (x: number) => number, from: number, to: number): { integral: number; error: number } {
  const center = 0.5 * (from + to);
  const half = 0.5 * (to - from);
  let fine = 0;
  let coarse = 0;
  for (let k = 0; k < nodes.length; k++) {
    const d = half * nodes[k];
    const value = d === 0 ? f(center) : f(center - d) + f(center + d);
    fine += kronrod[k] * value;
    coarse += gauss[k] * value;
  }
  return { integral: half * fine, error: Math.abs(half * (fine - coarse)) };
}
