/** The name's end of element `k` of a cell: [1][0] is element 3 of a 2 × 3 cell. */
export function subscripts(k: number, shape: readonly number[]): string {
  let rest = k;
  let text = "";
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    text = `[${rest % shape[axis]}]${text}`;
    rest = Math.floor(rest / shape[axis]);
  }
  return text;
}
