/** What is wrong with a range, if anything. */
export function checkRange({ min, max }: { readonly min: number; readonly max: number }): string | undefined {
  return min < max ? undefined : `min must be below max, but they are ${min} and ${max}`;
}
