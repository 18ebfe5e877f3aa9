import {
  type ByteSource,
  type Dataset,
  defineExtension,
  type RunContext,
  type SpectrumDatasetOnOff,
  type WrittenFile,
} from "@gammakit/core";

/** Reads spectra with their responses and OFF counts from OGIP files. Known by the head of the first extension. */
export const ogipReader = defineExtension(
  "reader",
  { id: "ogip", summary: "Spectra from OGIP files: PHA with its ARF, RMF and background", optionHelp: {} },
  () => ({
    sniff: (head: Uint8Array, _name: string) => {
      const text = new TextDecoder("latin1").decode(head);
      return text.startsWith("SIMPLE  =") && /HDUCLAS1= 'SPECTRUM *'/.test(text);
    },
    async read(source: ByteSource, { signal }: RunContext = {}): Promise<Dataset> {
      const { readOgip } = await import("./read-ogip.ts");
      return readOgip(source, signal === undefined ? {} : { signal });
    },
  }),
);

/** Writes ON/OFF spectra as OGIP files: PHA, background, ARF and RMF. */
export const ogipWriter = defineExtension(
  "writer",
  { id: "ogip", summary: "ON/OFF spectra as OGIP files: PHA with its ARF, RMF and background", optionHelp: {} },
  () => ({
    extensions: [".fits"],
    accepts: (value: unknown): value is SpectrumDatasetOnOff =>
      (value as Partial<SpectrumDatasetOnOff> | null)?.kind === "spectrum-on-off",
    async write(dataset: SpectrumDatasetOnOff, name: string): Promise<readonly WrittenFile[]> {
      const { writeOgip } = await import("./write-ogip.ts");
      return writeOgip(dataset, name);
    },
  }),
);
