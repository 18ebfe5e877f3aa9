/** The default of `t_ref`: 2000-01-01 [MJD]. */
export const referenceTime = { value: 51544, unit: "d" } as const;

/** The same, kept by a fit. */
export const frozenReferenceTime = { ...referenceTime, frozen: true } as const;
