/** JSON has neither NaN nor infinities: what does not exist is null. */
export function orNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
