/** A part of a file. */
export interface Range {
  /** [bytes]. */
  readonly offset: number;
  /** [bytes]. */
  readonly length: number;
}
