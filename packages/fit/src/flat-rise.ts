/**
 * Rise of the profile, in units of `up`, below which it is called flat: the point cannot be told from a minimum elsewhere by a
 * hundredth of what makes one sigma. Searches know their minima fifty times better than that.
 */
export const flatRise = 0.01;
