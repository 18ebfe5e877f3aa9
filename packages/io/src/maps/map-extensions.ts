import {
  type ByteSource,
  defineExtension,
  type MapDataset,
  type MapDatasetOnOff,
  type RunContext,
  type WrittenFile,
} from "@gammakit/core";

/** Reads map datasets from FITS. Known by the counts in the first extension, where the head of the file reaches that far. */
export const mapDatasetReader = defineExtension(
  "reader",
  {
    id: "map-dataset",
    summary: "Map datasets from FITS, with a background model or OFF counts, as Gammapy writes them",
    optionHelp: {},
  },
  () => ({
    sniff: (head: Uint8Array, _name: string) => {
      const header = firstExtension(new TextDecoder("latin1").decode(head));
      return header.startsWith("XTENSION= 'IMAGE ") && /EXTNAME = 'COUNTS *'/.test(header);
    },
    async read(source: ByteSource, { signal }: RunContext = {}): Promise<MapDataset | MapDatasetOnOff> {
      // Not the package itself: what is imported so is loaded whole, the writer too.
      const [{ openFits }, { readMapDataset, readMapDatasetOnOff }] = await Promise.all([
        import("./fits-input.ts"),
        import("./read-map-dataset.ts"),
      ]);
      const file = await openFits(source, signal === undefined ? {} : { signal });
      return file.has("COUNTS_OFF") ? readMapDatasetOnOff(file) : readMapDataset(file);
    },
  }),
);

/** The header of the first extension, as far as the head of a file reaches; empty where it is no FITS or has none. */
function firstExtension(head: string): string {
  const start = head.startsWith("SIMPLE  =") ? head.indexOf("XTENSION=") : -1;
  if (start === -1) return "";
  const end = head.indexOf("END".padEnd(80), start);
  return end === -1 ? head.slice(start) : head.slice(start, end);
}

/** Writes map datasets as FITS. */
export const mapDatasetWriter = defineExtension(
  "writer",
  { id: "map-dataset", summary: "Map datasets as FITS, as Gammapy reads them", optionHelp: {} },
  () => ({
    extensions: [".fits"],
    accepts: (value: unknown): value is MapDataset | MapDatasetOnOff =>
      ["map", "map-on-off"].includes((value as Partial<MapDataset | MapDatasetOnOff> | null)?.kind ?? ""),
    async write(dataset: MapDataset | MapDatasetOnOff, name: string): Promise<readonly WrittenFile[]> {
      const { writeMapDataset } = await import("./write-map-dataset.ts");
      return [{ name, bytes: writeMapDataset(dataset) }];
    },
  }),
);
