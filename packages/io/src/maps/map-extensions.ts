import { type ByteSource, defineExtension, type MapDataset, type RunContext, type WrittenFile } from "@gammakit/core";
import { readMapDataset } from "./read-map-dataset.ts";
import { writeMapDataset } from "./write-map-dataset.ts";

/** Reads map datasets from FITS. Known by the counts in the first extension, where the head of the file reaches that far. */
export const mapDatasetReader = defineExtension(
  "reader",
  { id: "map-dataset", summary: "Map datasets from FITS, as Gammapy writes them" },
  () => ({
    sniff: (head: Uint8Array, _name: string) => {
      const text = new TextDecoder("latin1").decode(head);
      return text.startsWith("SIMPLE  =") && /XTENSION= 'IMAGE .*EXTNAME = 'COUNTS *'/.test(text);
    },
    read: (source: ByteSource, { signal }: RunContext = {}): Promise<MapDataset> =>
      readMapDataset(source, signal === undefined ? {} : { signal }),
  }),
);

/** Writes map datasets as FITS. */
export const mapDatasetWriter = defineExtension(
  "writer",
  { id: "map-dataset", summary: "Map datasets as FITS, as Gammapy reads them" },
  () => ({
    extensions: [".fits"],
    accepts: (value: unknown): value is MapDataset => (value as Partial<MapDataset> | null)?.kind === "map",
    write: (dataset: MapDataset, name: string): readonly WrittenFile[] => [{ name, bytes: writeMapDataset(dataset) }],
  }),
);
