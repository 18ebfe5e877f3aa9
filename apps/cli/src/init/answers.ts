/** What the questions are about; each has a flag of the same name. */
export type AnswerKey =
  | "store"
  | "source"
  | "radius"
  | "start"
  | "width"
  | "count"
  | "dataset"
  | "spectra"
  | "points"
  | "energy"
  | "of";

/** Answers as they were typed. */
export type Answers = Readonly<Record<AnswerKey, string>>;

/** A question. */
export interface Question {
  readonly key: AnswerKey;
  readonly words: string;
  /** The answer of those who have none: the public data. */
  readonly usual: string;
}

/** A kind of job for which a file can be written. */
export interface Template {
  readonly summary: string;
  readonly questions: readonly Question[];
  /** The text of the job file `name`. Throws "invalid-input" for an answer that is none. */
  write(answers: Answers, name: string): string;
}
