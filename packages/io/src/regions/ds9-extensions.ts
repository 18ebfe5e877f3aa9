import { type ByteSource, defineExtension, type RunContext, type WrittenFile } from "@gammakit/core";
import type { Ds9Regions } from "./ds9-file.ts";

/** Reads DS9 region files. */
export const ds9Reader = defineExtension(
  "reader",
  { id: "ds9-regions", summary: "Regions from DS9 region files", optionHelp: {} },
  () => ({
    sniff: (head: Uint8Array, name: string) =>
      !head.includes(0) &&
      (/\.reg$/i.test(name) || new TextDecoder().decode(head).startsWith("# Region file format: DS9")),
    async read(source: ByteSource, { signal }: RunContext = {}): Promise<Ds9Regions> {
      const { readDs9Regions } = await import("./read-ds9-regions.ts");
      const bytes = await source.read(0, await source.size(signal), signal);
      return readDs9Regions(new TextDecoder().decode(bytes), { name: source.name });
    },
  }),
);

/** Writes DS9 region files. */
export const ds9Writer = defineExtension(
  "writer",
  { id: "ds9-regions", summary: "Regions as DS9 region files", optionHelp: {} },
  () => ({
    extensions: [".reg"],
    accepts: (value: unknown): value is Ds9Regions => (value as Partial<Ds9Regions> | null)?.kind === "ds9-regions",
    async write({ regions }: Ds9Regions, name: string): Promise<readonly WrittenFile[]> {
      const { writeDs9Regions } = await import("./write-ds9-regions.ts");
      return [{ name, bytes: new TextEncoder().encode(writeDs9Regions(regions)) }];
    },
  }),
);
