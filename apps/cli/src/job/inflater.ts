import type { JobHost } from "@gammakit/analysis";
import { GammakitError } from "@gammakit/core";
import { inflateNode, inflateUpTo } from "@gammakit/io/node";

/** Unpacks gzip, up to `maxBytes` where it has that. */
export type Inflate = NonNullable<JobHost["inflate"]>;

/** Environment variable that says how large a file may become; `--max-bytes` stands for it. */
const limitVariable = "GAMMAKIT_MAX_BYTES";

const powers: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** What unpacks gzip: up to what is usual, or to what the user says. Throws "invalid-input" where that is no size. */
export function inflater(): Inflate {
  const bytes = maxBytesSaid();
  return bytes === undefined ? inflateNode : inflateUpTo(bytes);
}

/** How large a file may become [bytes], where the user says so. Throws "invalid-input" where it is no size. */
export function maxBytesSaid(): number | undefined {
  const text = process.env[limitVariable];
  if (text === undefined || text === "") return undefined;
  const [, digits, power] = /^\s*(\d+(?:\.\d+)?)\s*([KMGT]?)(?:i?B)?\s*$/i.exec(text) ?? [];
  const bytes = Math.round(Number(digits) * powers[(power ?? "").toUpperCase()]);
  if (bytes > 0 && Number.isSafeInteger(bytes)) return bytes;
  throw new GammakitError(
    "invalid-input",
    `--max-bytes, or ${limitVariable}: ${JSON.stringify(text)} is no size. Write it as 2GiB, 500MB or 1000000.`,
    { text },
  );
}
