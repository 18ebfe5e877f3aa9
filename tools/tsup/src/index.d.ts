import type { Options } from "tsup";

export function preset(entry?: Record<string, string>, options?: Options): Options;
