import type { JobObject } from "../protocol.ts";

/** What the address of a page says of what it shows. */
export interface PageState {
  /** Id of a sample, */
  readonly sample?: string;
  /** or the address of data, */
  readonly src?: string;
  /** or the name of what a person chose on their machine. */
  readonly files?: string;
  readonly job?: JobObject;
  /** Number of the chosen interval or region. */
  readonly at?: number;
}

/** The part of an address behind "#" that says the same. */
export function formatState({ sample, src, files, job, at }: PageState): string {
  const fields = new URLSearchParams();
  if (sample !== undefined) fields.set("sample", sample);
  if (src !== undefined) fields.set("src", src);
  if (files !== undefined) fields.set("files", files);
  if (at !== undefined) fields.set("at", String(at));
  if (job !== undefined) fields.set("job", JSON.stringify(job));
  return `#${fields}`;
}

/** What the part behind "#" says; what it does not say in that form is left out. */
export function parseState(hash: string): PageState {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const text = (name: string) => fields.get(name) ?? undefined;
  const [sample, src, files, job, at] = [
    text("sample"),
    text("src"),
    text("files"),
    parseJob(text("job")),
    Number(text("at") || Number.NaN),
  ];
  return {
    ...(sample !== undefined && { sample }),
    ...(src !== undefined && { src }),
    ...(files !== undefined && { files }),
    ...(job !== undefined && { job }),
    ...(Number.isInteger(at) && at >= 0 && { at }),
  };
}

function parseJob(text: string | undefined): JobObject | undefined {
  try {
    const job: unknown = JSON.parse(text ?? "null");
    return typeof job === "object" && job !== null && !Array.isArray(job) ? (job as JobObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Where the data came from, for the address of the page. */
export type Origin = Pick<PageState, "sample" | "src" | "files">;

/** The address of data that the page's own names. Throws where it is none. */
export function addressOf(text: string, base: string): string {
  if (URL.canParse(text, base)) return new URL(text, base).href;
  throw new Error(`The address of this page names data at ${JSON.stringify(text)}, which is no address.`);
}
