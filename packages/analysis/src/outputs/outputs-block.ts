import { GammakitError, nearest, type Registry, type Writer } from "@gammakit/core";
import * as z from "zod/mini";
import { createNamed } from "../job/create-named.ts";
import { described, text } from "../job/fields.ts";
import type { IssueList } from "../job/issue-list.ts";
import { once } from "../job/once.ts";
import { checkFileName } from "./file-name.ts";

/** Files that are written besides: names, whose endings choose the writer, or a name with a writer and its options. */
export const outputsBlock = once(() =>
  described(
    z._default(z.array(z.union([text(), z.looseObject({ file: text(), writer: text() })])), []),
    "Further files, written by the registered writer of their ending, or by the one named",
  ),
);

/** Files as a job names them. */
export type OutputsBlock = z.output<ReturnType<typeof outputsBlock>>;

/** A file to be written, and who may write it. */
export interface PlannedOutput {
  readonly file: string;
  /** The first that accepts what there is writes it. */
  readonly writers: readonly Writer[];
}

/** The files that a job asks for, with their writers; what can't be written by anyone is an issue. */
export function planOutputs(blocks: OutputsBlock, registry: Registry, list: IssueList): readonly PlannedOutput[] {
  const seen = new Set<string>();
  return blocks.flatMap((block, i) => {
    const planned = list.attempt(`outputs[${i}]`, () => {
      const { file, writer, ...options } = typeof block === "string" ? { file: block, writer: undefined } : block;
      checkFileName(file);
      if (seen.has(file)) throw new GammakitError("invalid-input", `"${file}" is asked for twice.`, { file });
      seen.add(file);
      if (writer === undefined) return { file, writers: writersOf(file, registry) };
      const made = createNamed(registry, list, ["writer", writer, options, `outputs[${i}]`]);
      return made && { file, writers: [made] };
    });
    return planned === undefined ? [] : [planned];
  });
}

function writersOf(file: string, registry: Registry): readonly Writer[] {
  const all = registry.list("writer").map(({ id }) => registry.create("writer", id));
  const fitting = all.filter(({ extensions }) => extensions.some((ending) => file.toLowerCase().endsWith(ending)));
  if (fitting.length > 0) return fitting;
  if (all.length === 0) {
    const message = "The registry has no writers. That of presetRegistry() has them: give it to the host.";
    throw new GammakitError("unknown-extension", message, { file });
  }
  const endings = [...new Set(all.flatMap(({ extensions }) => extensions))];
  const ending = /\.[^.]+$/.exec(file)?.[0] ?? "";
  const guess = nearest(ending, endings);
  const hint = guess === undefined ? "" : ` Did you mean "${guess}"?`;
  throw new GammakitError(
    "unknown-extension",
    `No writer writes "${ending || file}".${hint} There are ${endings.join(", ")}.`,
    { file, endings },
  );
}
