declare module "numeric" {
  /** What is used of the package: its minimizer of functions without bounds, by the method of Broyden, Fletcher, Goldfarb, Shanno. */
  const numeric: {
    uncmin(
      f: (x: number[]) => number,
      start: number[],
      tolerance?: number,
      gradient?: (x: number[]) => number[],
      maxIterations?: number,
    ): { readonly solution: number[]; readonly f: number; readonly message: string; readonly iterations: number };
  };
  export default numeric;
}
