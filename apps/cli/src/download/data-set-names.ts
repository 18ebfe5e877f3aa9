/** The public data sets that can be fetched; the same as in the catalog, which is loaded when it is asked for. */
export const dataSetNames = ["hess-dl3-dr1", "fermi-3fhl-gc", "ebl", "joint-crab", "estimators"] as const;

/** The data set that a path names, if it names one. */
export function dataSetIn(path: string): string | undefined {
  return dataSetNames.find((name) => path.split(/[/\\]/).includes(name));
}
