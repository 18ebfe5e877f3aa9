import { backgroundRate } from "@gammakit/core";
import { parseFits, type WritableColumn, writeFits } from "@gammakit/fits";
import { describeWith, readData } from "@gammakit-tools/vitest/data";
import { describe, expect, test } from "vitest";
import { memoryFolder, openEventFiles, readBackground, readObservation } from "../../src/index.ts";

/** Two energies, three longitudes, four latitudes, so that no two dimensions can be taken for one another. */
const sizes = { ENERG: 2, DETX: 3, DETY: 4 } as const;
type Prefix = keyof typeof sizes;
const edges = { ENERG: [1, 10, 100], DETX: [-3, -1, 1, 3], DETY: [-2, -1, 0, 1, 2] } as const;
const rate = (energy: number, lon: number, lat: number) => 1 + energy + 10 * lon + 100 * lat;

/** A background table whose values have the axes of `order`, the first fastest, and whose columns stand in `columns`. */
function table(order: readonly Prefix[], columns: readonly Prefix[], header = {}) {
  const shape = order.map((prefix) => sizes[prefix]);
  const data = Array.from({ length: 24 }, (_, at) => {
    const index = { ENERG: 0, DETX: 0, DETY: 0 };
    let rest = at;
    for (const prefix of order) {
      index[prefix] = rest % sizes[prefix];
      rest = Math.floor(rest / sizes[prefix]);
    }
    return rate(index.ENERG, index.DETX, index.DETY);
  });
  const axes = columns.flatMap((prefix): WritableColumn[] => {
    const unit = prefix === "ENERG" ? "TeV" : "deg";
    const shape = [sizes[prefix]];
    return [
      { name: `${prefix}_LO`, unit, data: edges[prefix].slice(0, -1), shape },
      { name: `${prefix}_HI`, unit, data: edges[prefix].slice(1), shape },
    ];
  });
  const values = { name: "BKG", unit: "s-1 TeV-1 sr-1", data, shape };
  return parseFits(
    writeFits([{ kind: "image" }, { kind: "table", name: "BKG", header, columns: [...axes, values] }]),
  ).table(1);
}

describe("the axes of a background", () => {
  const wanted = Array.from({ length: 24 }, (_, at) => rate(at % 2, Math.floor(at / 2) % 3, Math.floor(at / 6)));

  test.each<[string, readonly Prefix[], readonly Prefix[], object]>([
    ["those of their columns", ["ENERG", "DETX", "DETY"], ["ENERG", "DETX", "DETY"], {}],
    ["those of their columns, energy last", ["DETX", "DETY", "ENERG"], ["DETX", "DETY", "ENERG"], {}],
    [
      "those of CREF",
      ["DETY", "ENERG", "DETX"],
      ["DETX", "DETY", "ENERG"],
      { CREF7: "(DETY_LO:DETY_HI,ENERG_LO:ENERG_HI,DETX_LO:DETX_HI)" },
    ],
    ["the reverse of the usual", ["DETY", "DETX", "ENERG"], ["ENERG", "DETX", "DETY"], {}],
  ])("are %s", (_, order, columns, header) => {
    const background = readBackground(table(order, columns, header));
    expect(background).toMatchObject({ kind: "bkg-3d", alignment: "radec" });
    expect([...background.values]).toEqual(wanted);
  });

  test.each([
    ["RADEC", "radec"],
    ["ALTAZ", "altaz"],
    ["REVERSE_LON_RADEC", "reverse-lon-radec"],
    ["", "radec"],
  ])("with FOVALIGN = '%s' are aligned as that says", (FOVALIGN, alignment) => {
    expect(readBackground(table(["ENERG", "DETX", "DETY"], ["ENERG", "DETX", "DETY"], { FOVALIGN }))).toMatchObject({
      alignment,
    });
  });

  test("of no order that fits are refused", () => {
    const columns = ["ENERG", "DETX", "DETY"] as const;
    expect(() => readBackground(table(["DETX", "ENERG", "DETY"], columns))).toThrow(
      /shape \(3,2,4\), which is no order of its axes/,
    );
  });
});

describeWith(["GAMMAPY_DATA"], "the background of H.E.S.S. run 33787", () => {
  // Gammapy 1.0, Background3D.evaluate [s-1 MeV-1 sr-1] at energy [TeV], fov_lon, fov_lat [deg]. It takes the table for square
  // and transposed, so that its first coordinate is DETY of the file, whose columns and dimensions are DETX, DETY, ENERG.
  const reference = [
    [0.5, 0.3, -0.2, 6.117688897463513e-5],
    [1, 0.5, 0.3, 6.46962593393732e-4],
    [5, -1.7, 1.1, 1.1818233320222103e-5],
    [20, 2.2, -2.4, 4.926983634263658e-7],
  ] as const;

  test("is the reference's with the coordinates as in the file", async () => {
    const name = "hess_dl3_dr1_obs_id_033787.fits.gz";
    const bytes = await readData("GAMMAPY_DATA", `hess-dl3-dr1/data/${name}`);
    const store = await openEventFiles(memoryFolder("hess", new Map([[name, bytes]])), [name]);
    const { bkg, aeff } = await readObservation(store, 33787, { responses: ["bkg"] });
    if (bkg === undefined) throw new Error("no background");
    expect(aeff).toBeUndefined();
    // Its longitude grows to the east, as Gammapy 1.3 and 2.1 know too.
    expect(bkg).toMatchObject({ alignment: "reverse-lon-radec" });
    for (const [energy, dety, detx, value] of reference) {
      expect(Math.abs((backgroundRate(bkg, energy, detx, dety) * 1e-6) / value - 1)).toBeLessThan(1e-6);
    }
  });
});
