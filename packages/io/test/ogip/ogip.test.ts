import {
  createGti,
  createRegistry,
  onTime,
  type SpectrumDataset,
  type SpectrumDatasetOnOff,
  type WrittenFile,
} from "@gammakit/core";
import { type WritableTable, writeFits } from "@gammakit/fits";
import { describe, expect, test } from "vitest";
import { ioPlugin, memoryFolder, readOgip, writeOgip } from "../../src/index.ts";
import { smallSpectrum } from "./small-spectrum.ts";

const center = { frame: "icrs", lon: 83.63, lat: 22.01 } as const;
const circle = (lat: number) => ({ kind: "circle", center: { ...center, lat }, radius: 0.11 }) as const;

const dataset: SpectrumDatasetOnOff = {
  ...smallSpectrum,
  region: circle(22.01),
  offRegions: [circle(22.5), circle(21.5)],
  gti: createGti({ scale: "tt", day: 58909, fraction: 0.25 }, [
    [0, 900],
    [1000, 2000],
  ]),
  livetime: 1800,
};

const folderOf = (files: readonly WrittenFile[]) =>
  memoryFolder("ogip", new Map(files.map(({ name, bytes }) => [name, bytes])));

describe("a spectrum written as OGIP", () => {
  test("in TeV comes back as it was", async () => {
    const files = writeOgip(dataset, "crab.fits", { energyUnit: "TeV" });
    expect(files.map(({ name }) => name)).toEqual(["crab.fits", "crab_bkg.fits", "crab_arf.fits", "crab_rmf.fits"]);
    const { region, offRegions, gti, ...again } = (await readOgip(
      folderOf(files).file("crab.fits"),
    )) as SpectrumDatasetOnOff;
    const { region: _, offRegions: _off, gti: written, ...rest } = dataset;
    expect(again).toEqual(rest);
    expect(gti).toEqual(written);
    const near = (lat: number) => ({
      kind: "circle",
      radius: expect.closeTo(0.11, 9),
      center: { frame: "icrs", lon: expect.closeTo(83.63, 9), lat: expect.closeTo(lat, 9) },
    });
    expect([region, ...offRegions]).toEqual([22.01, 22.5, 21.5].map(near));
  });

  test("in keV comes back to the last digit of its energies, from a folder below too", async () => {
    const files = writeOgip(dataset, "run/crab.fits");
    const again = await readOgip(folderOf(files).file("run/crab.fits"));
    expect(Array.from(again.energyEdges)).toEqual([1, 2, 4, 8].map((edge) => expect.closeTo(edge, 14)));
    expect(again.exposure).toEqual(dataset.exposure);
    expect(again.edisp).toEqual(dataset.edisp);
  });

  test("is written and read by name through a registry", async () => {
    const registry = createRegistry([ioPlugin]);
    const writer = registry.create("writer", "ogip");
    expect([writer.accepts(dataset), writer.accepts({ kind: "spectrum" })]).toEqual([true, false]);
    const [pha, ...others] = await writer.write(dataset, "crab.fits");
    const reader = registry.create("reader", "ogip");
    expect(reader.sniff(pha.bytes.subarray(0, 8640), "crab.fits")).toBe(true);
    expect(others.map(({ bytes }) => reader.sniff(bytes.subarray(0, 5760), ""))).toEqual([true, false, false]);
    const read = (await reader.read(folderOf([pha, ...others]).file("crab.fits"))) as SpectrumDatasetOnOff;
    expect(read.counts).toEqual(dataset.counts);
  });

  test.each<[string, readonly number[]]>([
    ["23523", [23523]],
    ["23523-0", []],
  ])("has the name %s in OBS_ID, and of the observations no more than that", async (name, observationIds) => {
    const files = writeOgip({ ...dataset, name, observationIds: [23523] }, "crab.fits");
    expect(await readOgip(folderOf(files).file("crab.fits"))).toMatchObject({ name, observationIds });
  });

  test("needs a livetime and a name in .fits", () => {
    expect(() => writeOgip({ ...dataset, livetime: 0 }, "crab.fits")).toThrow(/livetime of 0 s/);
    expect(() => writeOgip(dataset, "crab.pha")).toThrow(/does not end in .fits/);
  });
});

/** OGIP files of others: energies in keV without saying so, channels from 1, scalars in keywords. */
const ebounds: WritableTable = {
  kind: "table",
  name: "EBOUNDS",
  columns: [
    { name: "CHANNEL", type: "I", data: [1, 2, 3] },
    { name: "E_MIN", data: [1e9, 2e9, 4e9] },
    { name: "E_MAX", data: [2e9, 4e9, 8e9] },
  ],
};
const bins = [
  { name: "ENERG_LO", data: [1e9, 2e9, 4e9] },
  { name: "ENERG_HI", data: [2e9, 4e9, 8e9] },
];
const table = (name: string, columns: WritableTable["columns"], header = {}): WritableTable => ({
  kind: "table",
  name,
  columns,
  header,
});
const pha = (header = {}, columns: WritableTable["columns"] = []) =>
  table(
    "SPECTRUM",
    [{ name: "CHANNEL", type: "I", data: [1, 2, 3] }, { name: "COUNTS", type: "J", data: [5, 6, 7] }, ...columns],
    {
      HDUCLAS1: "SPECTRUM",
      EXPOSURE: 100,
      BACKSCAL: 0.5,
      ANCRFILE: "a.arf",
      RESPFILE: "a.rmf",
      BACKFILE: "b.pha",
      ...header,
    },
  );
const arf = table("SPECRESP", [...bins, { name: "SPECRESP", data: [10, 20, 30] }]);
/** Two groups in the second row, none in the third; cells of fixed length. */
const groups = {
  N_GRP: [1, 2, 0],
  F_CHAN: [1, 0, 1, 3, 0, 0],
  N_CHAN: [2, 0, 1, 1, 0, 0],
  MATRIX: [0.5, 0.25, 0.1, 0.9, 0, 0],
};
const rmf = (header = {}, change: Partial<typeof groups> = {}) => {
  const { N_GRP, F_CHAN, N_CHAN, MATRIX } = { ...groups, ...change };
  return table(
    "SPECRESP MATRIX",
    [
      ...bins,
      { name: "N_GRP", type: "I", data: N_GRP },
      { name: "F_CHAN", type: "I", data: F_CHAN, shape: [2] },
      { name: "N_CHAN", type: "I", data: N_CHAN, shape: [2] },
      { name: "MATRIX", type: "E", data: MATRIX, shape: [2] },
    ],
    { HDUCLAS2: "RSP_MATRIX", ...header },
  );
};
/** With other numbers in CHANNEL. */
const numbered = (hdu: WritableTable, data: readonly number[]): WritableTable => ({
  ...hdu,
  columns: hdu.columns.map((column) => (column.name === "CHANNEL" ? { ...column, data } : column)),
});
const errors: WritableTable["columns"] = [{ name: "STAT_ERR", data: [4, 4, 4] }];
const bytes = (...hdus: readonly WritableTable[]) => writeFits([{ kind: "image" }, ...hdus]);

interface Files {
  readonly pha?: WritableTable | readonly WritableTable[];
  readonly bkg?: WritableTable;
  readonly arf?: WritableTable | readonly WritableTable[];
  readonly rmf?: readonly WritableTable[];
}
const all = (hdus: WritableTable | readonly WritableTable[]) => bytes(...[hdus].flat());
const read = ({ pha: on = pha(), bkg = pha(), arf: area = arf, rmf: response = [rmf(), ebounds] }: Files) =>
  readOgip(
    memoryFolder(
      "xray",
      new Map([
        ["a.pha", all(on)],
        ["b.pha", all(bkg)],
        ["a.arf", all(area)],
        ["a.rmf", bytes(...response)],
      ]),
    ).file("a.pha"),
  );

describe("OGIP files of others", () => {
  const matrix = [0.5, 0.25, 0, Math.fround(0.1), 0, Math.fround(0.9), 0, 0, 0];

  test("have channels from 1, energies in keV, areas in cm2, scalars, and rows of fixed length", async () => {
    const found = (await read({})) as SpectrumDatasetOnOff;
    expect(found).toMatchObject({
      kind: "spectrum-on-off",
      name: "a",
      livetime: 100,
      observationIds: [],
      offRegions: [],
    });
    expect([...found.energyEdges]).toEqual([1, 2, 4, 8]);
    expect([...found.exposure]).toEqual([1000, 2000, 3000]);
    expect([...found.edisp]).toEqual(matrix);
    expect([...found.acceptance, ...found.acceptanceOff, ...found.maskSafe]).toEqual([
      0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1,
    ]);
    expect([found.region, onTime(found.gti)]).toEqual([undefined, 0]);
  });

  test("count channels from TLMIN where it is there", async () => {
    const shifted = rmf({ TLMIN4: 0 }, { F_CHAN: [0, 0, 0, 2, 0, 0] });
    expect([...(await read({ rmf: [shifted, ebounds] })).edisp]).toEqual(matrix);
  });

  test("compare ON and OFF by exposure and area as well", async () => {
    const on = pha({ AREASCAL: 2 });
    const found = (await read({ pha: on, bkg: pha({ EXPOSURE: 300, BACKSCAL: 4 }) })) as SpectrumDatasetOnOff;
    expect([...found.exposure]).toEqual([2000, 4000, 6000]);
    expect([...found.acceptanceOff]).toEqual([6, 6, 6]);
  });

  test("mask by the QUALITY of ON and OFF", async () => {
    const quality = (data: readonly number[]) => pha({}, [{ name: "QUALITY", type: "I", data }]);
    const found = await read({ pha: quality([0, 5, 0]), bkg: quality([1, 0, 0]) });
    expect([...found.maskSafe]).toEqual([0, 0, 1]);
  });

  test("without OFF counts are spectra with a background of 0; without RMF energies are exact", async () => {
    const found = (await read({ pha: pha({ BACKFILE: "none" }) })) as SpectrumDataset;
    expect([found.kind, ...found.background]).toEqual(["spectrum", 0, 0, 0]);
    const exact = await readOgip(
      memoryFolder(
        "xray",
        new Map([
          ["a.pha", bytes(pha({ BACKFILE: "", RESPFILE: "NONE" }), ebounds)],
          ["a.arf", bytes(arf)],
        ]),
      ).file("a.pha"),
    );
    expect([...exact.edisp]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  test.each<[string, Files, RegExp]>([
    ["rates", { pha: { ...pha(), columns: [{ name: "RATE", data: [1, 2, 3] }] } }, /a.pha.*RATE.*needs counts/],
    ["net counts", { pha: pha({ HDUCLAS2: "NET" }) }, /background is subtracted/],
    ["grouped channels", { pha: pha({}, [{ name: "GROUPING", type: "I", data: [1, -1, 1] }]) }, /grouped \(GROUPING\)/],
    ["several spectra", { pha: pha({ HDUCLAS4: "TYPE:II" }) }, /type II/],
    ["no ANCRFILE", { pha: pha({ ANCRFILE: "none" }) }, /a.pha.*ANCRFILE names no effective area.*Let it name the ARF/],
    ["rates in COUNTS", { pha: pha({ HDUCLAS3: "RATE" }) }, /a.pha, HDU 1 \(SPECTRUM\): HDUCLAS3 is RATE/],
    [
      "counts per second",
      { bkg: { ...pha(), columns: [{ name: "COUNTS", unit: "count/s", data: [5, 6, 7] }] } },
      /b.pha.*COUNTS has the unit "count\/s" of a rate/,
    ],
    [
      "other errors than those of Poisson",
      { pha: pha({ POISSERR: false }, errors) },
      /a.pha, HDU 1 \(SPECTRUM\): POISSERR is F.*STAT_ERR.*with POISSERR T/,
    ],
    ["OFF counts from a model", { bkg: pha({ POISSERR: "F" }) }, /BACKFILE names b.pha.*POISSERR is F/],
    [
      "a correction",
      { pha: pha({ CORRFILE: "c.pha", CORRSCAL: 0.5 }) },
      /a.pha, HDU 1 \(SPECTRUM\): CORRFILE names c.pha.*Set CORRFILE to none/,
    ],
    ["a correction without a scale", { pha: pha({ CORRFILE: "c.pha" }) }, /CORRFILE names c.pha/],
    [
      "two SPECTRUM tables",
      { pha: [pha(), pha()] },
      /a.pha: it has 2 SPECTRUM tables, HDU 1 \(SPECTRUM\), HDU 2 \(SPECTRUM\).*each spectrum to its own file/,
    ],
    [
      "two matrices",
      { rmf: [rmf(), rmf(), ebounds] },
      /RESPFILE names a.rmf.*2 RSP_MATRIX tables, HDU 1 \(SPECRESP MATRIX\), HDU 2.*write their sum as one matrix/,
    ],
    [
      "a second matrix without HDUCLAS2",
      { rmf: [rmf(), rmf({ HDUCLAS2: "" }), ebounds] },
      /a.rmf: it has 2 RSP_MATRIX tables/,
    ],
    ["two EBOUNDS", { rmf: [rmf(), ebounds, ebounds] }, /2 EBOUNDS tables.*Leave one in the file/],
    ["two areas", { arf: [arf, arf] }, /a.arf: it has 2 SPECRESP tables.*each effective area to its own file/],
    ["varying AREASCAL", { pha: pha({}, [{ name: "AREASCAL", data: [1, 1, 2] }]) }, /AREASCAL differs/],
    [
      "area in the matrix",
      { rmf: [rmf({ HDUCLAS3: "FULL" }), ebounds] },
      /RESPFILE names a.rmf.*effective area \(HDUCLAS3 is FULL\)/,
    ],
  ])("with %s are refused as unsupported", async (_, files, message) => {
    const refused = read(files);
    await expect(refused).rejects.toMatchObject({ code: "unsupported" });
    await expect(refused).rejects.toThrow(message);
  });

  test.each<[string, Files, RegExp]>([
    ["an EXPOSURE in quotes", { pha: pha({ EXPOSURE: "1581" }) }, /a.pha.*EXPOSURE is the text "1581", and a positive/],
    ["no EXPOSURE", { pha: pha({ EXPOSURE: undefined }) }, /EXPOSURE is missing/],
    [
      "other channels of the OFF counts",
      { bkg: numbered(pha(), [0, 1, 2]) },
      /b.pha.*CHANNEL begins at 0, but at 1 in a.pha, whose BACKFILE it is/,
    ],
    [
      "channels of EBOUNDS that fall",
      { rmf: [rmf(), numbered(ebounds, [3, 2, 1])] },
      /a.rmf, HDU 2 \(EBOUNDS\): column CHANNEL is 2 in row 2 after 3/,
    ],
    ["a gap in EBOUNDS", { rmf: [rmf(), numbered(ebounds, [1, 2, 4])] }, /EBOUNDS\): column CHANNEL is 4 in row 3/],
    [
      "a gap in EBOUNDS of the spectrum",
      { pha: [pha(), numbered(ebounds, [1, 2, 4])] },
      /a.pha, HDU 2 \(EBOUNDS\): column CHANNEL is 4 in row 3/,
    ],
    [
      "no acceptance in a channel",
      { pha: pha({ BACKSCAL: undefined }, [{ name: "BACKSCAL", data: [1, 0, 1] }]) },
      /BACKSCAL is 0 in row 2 \(CHANNEL 2\)/,
    ],
    [
      "no acceptance in a channel with a number of its own",
      { pha: numbered(pha({ BACKSCAL: undefined }, [{ name: "BACKSCAL", data: [1, 0, 1] }]), [0, 1, 2]) },
      /BACKSCAL is 0 in row 2 \(CHANNEL 1\)/,
    ],
    [
      "a channel left out",
      {
        pha: {
          ...pha(),
          columns: [
            { name: "CHANNEL", type: "I", data: [1, 3, 4] },
            { name: "COUNTS", data: [1, 2, 3] },
          ],
        },
      },
      /CHANNEL is 3 in row 2 after 1/,
    ],
    [
      "a channel beyond the last",
      { rmf: [rmf({ TLMIN4: 0 }), ebounds] },
      /row 2: group 2 has 1 channels \(N_CHAN\) from 3 \(F_CHAN\) on; the channels are 0 to 2/,
    ],
    ["a matrix too short", { rmf: [rmf({}, { N_CHAN: [3, 0, 1, 1, 0, 0] }), ebounds] }, /MATRIX has 2 values/],
    [
      "a negative probability",
      { rmf: [rmf({}, { MATRIX: [-0.5, 0.25, 0.1, 0.9, 0, 0] }), ebounds] },
      /MATRIX has -0.5/,
    ],
    ["other DETCHANS", { rmf: [rmf({ DETCHANS: 4 }), ebounds] }, /DETCHANS is 4, but EBOUNDS has 3/],
    ["no EBOUNDS", { rmf: [rmf()] }, /no EBOUNDS table/],
    [
      "energies that fall",
      {
        rmf: [
          rmf(),
          {
            ...ebounds,
            columns: [ebounds.columns[0], ebounds.columns[2], { name: "E_MIN", data: [2e9, 4e9, 8e9] }].map((c) =>
              c.name === "E_MAX" ? { ...c, data: [1e9, 2e9, 4e9] } : c,
            ),
          },
        ],
      },
      /E_MIN 2 to E_MAX 1 TeV; energies must rise/,
    ],
    [
      "a unit of another kind",
      { arf: { ...arf, columns: [...bins, { name: "SPECRESP", unit: "s", data: [1, 2, 3] }] } },
      /ANCRFILE names a.arf.*SPECRESP.*"s"/,
    ],
    [
      "a negative area",
      { arf: { ...arf, columns: [...bins, { name: "SPECRESP", data: [1, -2, 3] }] } },
      /SPECRESP is -2 cm2 in row 2/,
    ],
    ["OFF counts without acceptance", { bkg: pha({ BACKSCAL: 0 }) }, /b.pha.*: BACKSCAL is 0; where QUALITY is good/],
  ])("with %s are refused", async (_, files, message) => {
    const refused = read(files);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
  });

  test.each<[string, WritableTable]>([
    ["a correction times 0", pha({ CORRFILE: "c.pha", CORRSCAL: 0 })],
    ["no correction, as Gammapy says it", pha({ CORRFILE: "", CORRSCAL: "" })],
    ["no correction, as OGIP says it", pha({ CORRFILE: "NONE", CORRSCAL: 1 })],
    ["errors beside Poissonian counts", pha({ POISSERR: true }, errors)],
    ["errors and no word of Poisson", pha({}, errors)],
    ["rates beside counts", pha({ HDUCLAS3: "COUNT" }, [{ name: "RATE", unit: "count/s", data: [1, 2, 3] }])],
  ])("with %s have their counts read", async (_, on) => {
    expect([...(await read({ pha: on })).counts]).toEqual([5, 6, 7]);
  });

  test("have the same channels without CHANNEL in one of them", async () => {
    const { columns, ...rest } = pha();
    const found = await read({ bkg: { ...rest, columns: columns.slice(1) } });
    expect([...(found as SpectrumDatasetOnOff).countsOff]).toEqual([5, 6, 7]);
  });

  test("with no OFF file there are refused as not to be had", async () => {
    const refused = read({ pha: pha({ BACKFILE: "sub/c.pha" }) });
    await expect(refused).rejects.toMatchObject({ code: "io" });
    await expect(refused).rejects.toThrow(/BACKFILE names sub\/c.pha/);
  });

  test.each([
    "/etc/passwd",
    "../a.rmf",
    "sub/../../a.rmf",
    "..\\a.rmf",
    "file:///etc/passwd",
    "http://127.0.0.1:9/x",
    "$HOME/a.rmf",
    "~/a.rmf",
    "C:a.rmf",
  ])("the path %s is not followed", async (path) => {
    for (const keyword of ["ANCRFILE", "RESPFILE", "BACKFILE"]) {
      const refused = read({ pha: pha({ [keyword]: path }) });
      await expect(refused).rejects.toMatchObject({ code: "invalid-file" });
      await expect(refused).rejects.toThrow(`keyword ${keyword}`);
    }
  });
});
