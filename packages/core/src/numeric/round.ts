/** The integer nearest to `x`; of two equally near ones the even one (IEEE 754 roundTiesToEven, numpy's rint). */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
