/** Something that the user should know of. */
export interface JobWarning {
  readonly code: string;
  readonly message: string;
  /** Dataset, run, interval or region; empty for the job as a whole. */
  readonly where: string;
}
