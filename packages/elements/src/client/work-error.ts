import type { Fault } from "../protocol.ts";

/** What went wrong in the worker, in words for a person. */
export class WorkError extends Error {
  readonly code: string;

  constructor({ code, message }: Fault) {
    super(message);
    this.name = "WorkError";
    this.code = code;
  }
}
