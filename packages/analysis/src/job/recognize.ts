import type { ByteSource, Reader, Registry } from "@gammakit/core";

/** How much of a file a reader is shown to recognize it [bytes]. */
const headLength = 16 * 2880;

/** The reader of a plugin that knows such files; what comes with gammakit is tried only after it. */
export async function recognize(
  source: ByteSource,
  name: string,
  registry: Registry,
  signal: AbortSignal | undefined,
): Promise<Reader | undefined> {
  const others = registry.plugins.flatMap((plugin) =>
    plugin.name === "@gammakit/io" ? [] : plugin.extensions.filter(({ kind }) => kind === "reader"),
  );
  if (others.length === 0) return undefined;
  const head = await source.read(0, Math.min(headLength, await source.size(signal)), signal);
  return others.map(({ id }) => registry.create("reader", id)).find((reader) => reader.sniff(head, name));
}
