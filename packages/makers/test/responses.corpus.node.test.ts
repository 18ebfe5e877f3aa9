import { containment, effectiveAreaAt, energyDispersionAt } from "@gammakit/core";
import { parseFits } from "@gammakit/fits";
import { readEffectiveArea, readEnergyDispersion, readPsf } from "@gammakit/io";
import { describeWith, readData, readJson } from "@gammakit-tools/vitest/data";
import { expect, test } from "vitest";

interface Point {
  readonly energy_TeV: number;
  readonly offset_deg: number;
  readonly migra: number;
  readonly rad_deg: number;
  readonly value: number;
}
interface Expected {
  readonly expected: {
    readonly irfs: Readonly<
      Record<string, { readonly at?: readonly Point[]; readonly containment?: readonly Point[] }>
    >;
  };
}

const table = async (name: string, hdu: string) => {
  const file = parseFits(await readData("GAMMAKIT_CORPORA", `formats/data/irfs/${name}`));
  return file.table(hdu);
};
const near = (value: number, expected: number, relative: number) =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));

describeWith(["GAMMAKIT_CORPORA"], "responses judged by Gammapy, from files it wrote", () => {
  const read = async () => (await readJson<Expected>("GAMMAKIT_CORPORA", "formats/data/expected.json")).expected.irfs;

  test("effective area between nodes, near the border and beyond", async () => {
    const aeff = readEffectiveArea(await table("aeff_2d.fits", "EFFECTIVE AREA"));
    const { at = [] } = (await read())["aeff_2d.fits"];
    for (const { energy_TeV, offset_deg, value } of at) {
      near(effectiveAreaAt(aeff, Float64Array.of(energy_TeV), offset_deg)[0] / 1e4, value, 1e-12);
    }
    expect(at).toHaveLength(5);
  });

  test("energy dispersion", async () => {
    const edisp = readEnergyDispersion(await table("edisp_2d.fits", "ENERGY DISPERSION"));
    const { at = [] } = (await read())["edisp_2d.fits"];
    const { centers } = edisp.migra;
    for (const { energy_TeV, migra, offset_deg, value } of at) {
      // Ours gives the density at the centers of migra; between them it is linear.
      const density = energyDispersionAt(edisp, energy_TeV, offset_deg);
      const k = Math.max(
        1,
        centers.findIndex((center) => center >= migra),
      );
      const t = (migra - centers[k - 1]) / (centers[k] - centers[k - 1]);
      near((1 - t) * density[k - 1] + t * density[k], value, 1e-12);
    }
    expect(at).toHaveLength(3);
  });

  test("containment of a table", async () => {
    const psf = readPsf(await table("psf_3d.fits", "PSF_2D_TABLE"));
    const { containment: points = [] } = (await read())["psf_3d.fits"];
    for (const { rad_deg, value } of points) {
      // The table is the same at all energies and offsets.
      near(containment(psf, Float64Array.of(1), 0.5, rad_deg)[0], value, 1e-12);
    }
    expect(points).toHaveLength(3);
  });
});
