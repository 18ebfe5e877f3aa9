/** Every reason for which this library refuses something. The list is closed. */
export type ErrorCode =
  | "invalid-input"
  | "invalid-file"
  | "unknown-extension"
  | "duplicate-extension"
  | "incompatible-plugin"
  | "unsupported"
  | "limit-exceeded"
  | "io"
  | "task-failed"
  | "aborted";

const brand = Symbol.for("gammakit.error");

/**
 * The one error class. Its message says what is wrong, where, and what to do; `code` is for programs,
 * `details` carries the values of the message as data, `cause` what was caught.
 */
export class GammakitError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "GammakitError";
    this.code = code;
    this.details = details;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether `error` is a GammakitError, of `code` where given; works across duplicate installs of the package. */
export function isGammakitError(error: unknown, code?: ErrorCode): error is GammakitError {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return code === undefined || (error as unknown as GammakitError).code === code;
}
