/** What the exit code of the program says. */
export const exitCode = {
  done: 0,
  /** A fault of the program. */
  fault: 1,
  /** The command line, the job or the data were refused, or the output folder exists. */
  refused: 2,
  /** Done, but at least one fit did not converge, or nothing could be fitted, and --strict was given. */
  notConverged: 3,
  interrupted: 130,
} as const;
