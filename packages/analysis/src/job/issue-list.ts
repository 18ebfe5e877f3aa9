import { type JobIssue, messageOf } from "./issue.ts";

/** What is wrong with a job, gathered while its names are looked up. */
export interface IssueList {
  readonly issues: readonly JobIssue[];
  add(...issues: readonly JobIssue[]): void;
  /** What `make` gives; undefined where it throws, which is an issue at `path` then. */
  attempt<T>(path: string, make: () => T): T | undefined;
}

/** A list that begins with the issues of a job's form. */
export function createIssueList(formal: readonly JobIssue[]): IssueList {
  const issues = [...formal];
  return {
    issues,
    add: (...more) => void issues.push(...more),
    attempt(path, make) {
      try {
        return make();
      } catch (error) {
        issues.push({ path, message: messageOf(error) });
        return undefined;
      }
    },
  };
}
