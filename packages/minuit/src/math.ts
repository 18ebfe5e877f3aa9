/** The functions of all formulas, by the names that these have on paper. */
export const { abs, max, min, sqrt } = Math;
