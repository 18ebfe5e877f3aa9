/** 2^n at n + 1022, for n from −1022 to 1023. */
export const powersOfTwo: Float64Array = doublings();

function doublings(): Float64Array {
  const out = new Float64Array(2046);
  out[1022] = 1;
  for (let k = 1023; k < out.length; k++) out[k] = 2 * out[k - 1];
  for (let k = 1021; k >= 0; k--) out[k] = out[k + 1] / 2;
  return out;
}
