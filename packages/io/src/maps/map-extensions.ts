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
      const text = new TextDecoder("latin1").decode(head);
      return text.startsWith("SIMPLE  =") && /XTENSION= 'IMAGE .*EXTNAME = 'COUNTS *'/.test(text);
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
