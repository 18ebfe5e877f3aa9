import { type ByteSource, defineExtension, type MapDataset, type RunContext, type WrittenFile } from "@gammakit/core";

/** Reads map datasets from FITS. Known by the counts in the first extension, where the head of the file reaches that far. */
export const mapDatasetReader = defineExtension(
  "reader",
  { id: "map-dataset", summary: "Map datasets from FITS, as Gammapy writes them" },
  () => ({
    sniff: (head: Uint8Array, _name: string) => {
      const text = new TextDecoder("latin1").decode(head);
      return text.startsWith("SIMPLE  =") && /XTENSION= 'IMAGE .*EXTNAME = 'COUNTS *'/.test(text);
    },
    async read(source: ByteSource, { signal }: RunContext = {}): Promise<MapDataset> {
      const { readMapDataset } = await import("./read-map-dataset.ts");
      return readMapDataset(source, signal === undefined ? {} : { signal });
    },
  }),
);

/** Writes map datasets as FITS. */
export const mapDatasetWriter = defineExtension(
  "writer",
  { id: "map-dataset", summary: "Map datasets as FITS, as Gammapy reads them" },
  () => ({
    extensions: [".fits"],
    accepts: (value: unknown): value is MapDataset => (value as Partial<MapDataset> | null)?.kind === "map",
    async write(dataset: MapDataset, name: string): Promise<readonly WrittenFile[]> {
      const { writeMapDataset } = await import("./write-map-dataset.ts");
      return [{ name, bytes: writeMapDataset(dataset) }];
    },
  }),
);
