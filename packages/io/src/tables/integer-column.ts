/** Whole numbers as 32-bit integers where all are, else as doubles. */
export function integersOf(values: Float64Array): Int32Array | Float64Array {
  const whole = Int32Array.from(values);
  return whole.every((value, i) => Object.is(value, values[i])) ? whole : values;
}
