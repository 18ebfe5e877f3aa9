import { type ErrorCode, GammakitError, isGammakitError } from "@gammakit/core";
import type { ModelsWarning } from "./models-file.ts";
import type { YamlMap, YamlValue } from "./parse-yaml.ts";

/** The file being read: how to refuse it, and what was noticed so far. */
export interface FileContext {
  readonly warnings: readonly ModelsWarning[];
  warn(code: ModelsWarning["code"], message: string, where: string): void;
  /** An "invalid-file" error: file, place, what is wrong there. */
  invalid(where: string, what: string, cause?: unknown): GammakitError;
  /** Runs `body`; an error of it gets file and place in front. */
  within<T>(where: string, body: () => T): T;
}

/** A context for the file called `name`. */
export function fileContext(name: string): FileContext {
  const warnings: ModelsWarning[] = [];
  return {
    warnings,
    warn: (code, message, where) => void warnings.push({ code, message, where }),
    invalid: (where, what, cause) =>
      new GammakitError("invalid-file", `${name}: ${where} ${what}.`, { file: name, where }, cause),
    within(where, body) {
      try {
        return body();
      } catch (error) {
        if (!isGammakitError(error)) throw error;
        const code: ErrorCode = error.code === "invalid-input" ? "invalid-file" : error.code;
        throw new GammakitError(
          code,
          `${name}: ${where}: ${error.message}`,
          { ...error.details, file: name, where },
          error,
        );
      }
    },
  };
}

/** Whether `value` is a mapping of a file. */
export function isYamlMap(value: YamlValue | undefined): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a path of a file stays beside it: no address, no root, no way up, no variable but the data folder of the field. */
export function isSafePath(path: string): boolean {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path) || /^[/\\~]/.test(path)) return false;
  if (path.split(/[/\\]/).includes("..") || path.includes("\0")) return false;
  return !/[$%]/.test(path.replace(/^\$(GAMMAPY_DATA|\{GAMMAPY_DATA\})(?=\/)/, ""));
}
