/** A curve and its derivatives at one place. */
export interface CurvePoint {
  readonly value: number;
  readonly slope: number;
  /** Second derivative of the parabola through the nearest three nodes. */
  readonly bend: number;
}

/**
 * A smooth curve through nodes with ascending x: cubic between two of them, with the slopes of the parabolas through three neighbors
 * (Hermite). Beyond the ends it is the parabola, or with `straightEnds` the straight line, that touches it there.
 */
export function compileHermite(
  nodes: readonly { readonly x: number; readonly y: number }[],
  { straightEnds = false } = {},
): (x: number) => CurvePoint {
  const last = nodes.length - 1;
  const secants = nodes.slice(1).map(({ x, y }, i) => (y - nodes[i].y) / (x - nodes[i].x));
  const bends = nodes.map((_, i) => {
    if (last < 2) return 0;
    const k = Math.min(Math.max(i, 1), last - 1);
    return (2 * (secants[k] - secants[k - 1])) / (nodes[k + 1].x - nodes[k - 1].x);
  });
  const slopes = nodes.map(({ x }, i) =>
    i === 0 ? secants[0] - (bends[0] * (nodes[1].x - x)) / 2 : secants[i - 1] + (bends[i] * (x - nodes[i - 1].x)) / 2,
  );
  return (x) => {
    let [low, high] = [0, last];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (nodes[middle].x <= x) low = middle;
      else high = middle;
    }
    const i = x >= nodes[last].x ? last : low;
    const [d, slope] = [x - nodes[i].x, slopes[i]];
    if (i === last || d < 0) {
      const bend = straightEnds ? 0 : bends[i];
      return { value: nodes[i].y + d * (slope + (bend * d) / 2), slope: slope + bend * d, bend };
    }
    const h = nodes[i + 1].x - nodes[i].x;
    const square = (3 * secants[i] - 2 * slope - slopes[i + 1]) / h;
    const cube = (slope + slopes[i + 1] - 2 * secants[i]) / (h * h);
    return {
      value: nodes[i].y + d * (slope + d * (square + d * cube)),
      slope: slope + d * (2 * square + 3 * d * cube),
      bend: bends[i],
    };
  };
}
