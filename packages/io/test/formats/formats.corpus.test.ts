import {
  backgroundRate,
  containment,
  conversionFactor,
  createRegistry,
  type EnergyDispersion,
  effectiveAreaAt,
  energyDispersionAt,
  type FluxPoints,
  fluxOf,
  type Gti,
  intervalCenters,
  onTime,
  radMaxAt,
  type SedType,
  type SkyMap,
  type SpectrumDatasetOnOff,
  separationBetween,
  summarizeDataset,
  toFrame,
  toMjd,
} from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import { describeWith } from "@gammakit-tools/vitest/data";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ioPlugin,
  mapFromFits,
  readBackground,
  readDatasets,
  readEcsv,
  readEffectiveArea,
  readEnergyDispersion,
  readEvents,
  readFitsTable,
  readFluxPoints,
  readGti,
  readLightCurve,
  readMap,
  readMapDataset,
  readMapDatasetOnOff,
  readModels,
  readOgip,
  readPointing,
  readProfile,
  readPsf,
  readRadMax,
  writeMap,
  writeMapDataset,
} from "../../src/index.ts";
import { readArf } from "../../src/ogip/read-arf.ts";
import { readRmf } from "../../src/ogip/read-rmf.ts";
import {
  type Expected,
  expectClose,
  expectMap,
  expectNumbers,
  filesRead,
  lastAxisFastest,
  load,
  type Numbers,
  numbersCompared,
  openFile,
  readExpected,
} from "./oracle.ts";

/** Files that are not read to their numbers, and why. */
const leftOut: Readonly<Record<string, string>> = {
  "maps/hpx_ring.fits": "HEALPix maps are refused by name",
  "maps/hpx_partial_nest.fits": "HEALPix maps are refused by name",
};

const days = ({ reference }: Gti, times: Float64Array) => times.map((time) => toMjd(reference) + time / 86400);

/** A double resolves MJD to 7e-12 d; both sides round once. */
const mjd = 3e-16;

describeWith(["GAMMAKIT_CORPORA"], "files written by Gammapy", () => {
  let expected: Expected;
  let files: readonly string[];
  beforeAll(async () => {
    const corpus = await readExpected();
    expected = corpus.expected;
    files = Object.keys(corpus.files);
  });
  afterAll(() => {
    const left = files.filter((file) => file in leftOut);
    const missed = files.filter((file) => !(file in leftOut) && !filesRead.has(file));
    expect(missed).toEqual([]);
    console.log(
      `files written by Gammapy: ${files.length - left.length} of ${files.length} read, ${numbersCompared()} numbers compared; left out: ${left.map((file) => `${file} (${leftOut[file]})`).join(", ")}`,
    );
  });

  test("the spectrum in OGIP files", async () => {
    const dataset = (await readOgip(openFile("ogip/pha_obs1.fits"))) as SpectrumDatasetOnOff;
    const wanted = expected.spectrum_onoff_ogip;
    const { counts, countsOff, acceptance, acceptanceOff, maskSafe, exposure, edisp, gti, livetime, name } = dataset;
    expect([dataset.kind, name, livetime]).toEqual(["spectrum-on-off", "obs1", 2700]);
    for (const [found, key] of [
      [counts, "counts"],
      [countsOff, "counts_off"],
      [acceptance, "acceptance"],
      [acceptanceOff, "acceptance_off"],
      [acceptance.map((on, j) => on / acceptanceOff[j]), "alpha"],
      [maskSafe, "mask_safe"],
      [exposure, "exposure"],
    ] as const) {
      expectNumbers(found, wanted[key], 1e-15);
    }
    // The file has single precision; Gammapy had not written it yet when these numbers were taken.
    expectNumbers(edisp, wanted.edisp_matrix, 6e-8);
    expectClose(dataset.energyEdges, wanted.counts.axes?.[0].edges ?? [], 1e-15);
    expectClose(dataset.energyTrueEdges, wanted.exposure.axes?.[0].edges ?? [], 1e-15);
    expectNumbers(days(gti, gti.start), wanted.gti.start, mjd);
    expectNumbers(days(gti, gti.stop), wanted.gti.stop, mjd);
    expect(onTime(gti)).toBeCloseTo(wanted.livetime_s, 9);
    const { excess, significance } = summarizeDataset(dataset);
    const { info } = wanted;
    expectClose([excess, significance], [info.excess, info.sqrt_ts], 1e-14);
    const safe = (values: Float64Array) => values.reduce((sum, value, j) => sum + value * maskSafe[j], 0);
    expect([counts, countsOff, acceptance, acceptanceOff].map(safe)).toEqual([135, 176, 7, 70]);
    expect([info.counts, info.counts_off, info.acceptance, info.acceptance_off]).toEqual([135, 176, 7, 70]);
    expect(dataset.region).toMatchObject({ kind: "circle", radius: expect.closeTo(0.11, 9) });
    expect(dataset.offRegions).toHaveLength(1);
  });

  test("the responses of an OGIP spectrum in keV", async () => {
    const arf = readArf(await readFits(await load("ogip_sherpa/arf_sherpa.fits")));
    const rmf = readRmf(await readFits(await load("ogip_sherpa/rmf_sherpa.fits")));
    expectNumbers(arf.area, expected.ogip_sherpa.specresp_cm2, 1e-15);
    expectNumbers(rmf.matrix, expected.ogip_sherpa.matrix, 6e-8);
    const { counts, exposure } = expected.spectrum_onoff_ogip;
    expectClose(arf.energyTrueEdges, exposure.axes?.[0].edges ?? [], 1e-15);
    expectClose(rmf.energyEdges, counts.axes?.[0].edges ?? [], 1e-15);
  });

  test("the list of datasets, their models and covariance", async () => {
    const { datasets, models } = await readDatasets(openFile("datasets_yaml/datasets.yaml"), { models: "models.yaml" });
    expect(datasets.map(({ kind, name }) => [kind, name])).toEqual([
      ["spectrum-on-off", "obs1"],
      ["spectrum-on-off", "obs2"],
    ]);
    const [model] = models?.models ?? [];
    expect(model).toMatchObject({ id: "PowerLawSpectralModel", name: "crab_like" });
    expect(model.parameters.map(({ value }) => value)).toEqual([2.4, 3e-11, 1]);
    expect(models?.covariance?.matrix).toEqual(new Float64Array(9));
  });

  const forms = ["dnde", "e2dnde", "flux", "eflux"] as const;
  const suffixes = [
    ["", "norm"],
    ["_err", "normErr"],
    ["_errp", "normErrp"],
    ["_errn", "normErrn"],
    ["_ul", "normUl"],
  ] as const;

  /** Every quantity that the corpus has of flux points and that a file of this form gives without the reference model. */
  function expectFluxes(
    rows: readonly FluxPoints[],
    form: SedType | "likelihood",
    values: Readonly<Record<string, Numbers>>,
  ) {
    const points = rows.flatMap((row) => row.points);
    const seen: string[] = [];
    const check = (key: string, of: (point: (typeof points)[number]) => number, relative = 1e-13) => {
      if (!(key in values)) return;
      seen.push(key);
      expectNumbers(points.map(of), values[key], relative);
    };
    for (const [suffix, quantity] of suffixes) {
      // Errors of the last digit: Gammapy divided by the reference flux, and the file's flux is divided by it once more.
      for (const type of form === "likelihood" ? forms : [form as SedType]) {
        check(`${type}${suffix}`, (point) => fluxOf(point, type, quantity));
      }
      if (form === "likelihood") check(`norm${suffix}`, (point) => point[quantity]);
    }
    check("ts", ({ ts }) => ts, 0);
    check("sqrt_ts", ({ sqrtTs }) => sqrtTs, 0);
    check("stat", ({ stat }) => stat, 0);
    check("stat_null", ({ statNull }) => statNull, 0);
    check("is_ul", ({ isUl }) => Number(isUl), 0);
    check("success", ({ success }) => Number(success), 0);
    for (const [key, of] of [
      ["counts", "counts"],
      ["npred", "npred"],
    ] as const) {
      if (!(key in values)) continue;
      seen.push(key);
      const { values: all = [] } = values[key];
      const each = all.length / points.length;
      const sums = points.map((_, i) =>
        all.slice(i * each, (i + 1) * each).reduce((sum: number, n) => sum + Number(n), 0),
      );
      expectClose(
        points.map((point) => point[of]),
        sums,
        1e-15,
      );
    }
    return seen;
  }

  test.each([...forms, "likelihood"] as const)("flux points by %s, as FITS and ECSV", async (form) => {
    const wanted = expected.flux_points_gadf_sed;
    for (const name of [`flux_points/sed_${form}.fits`, `flux_points/sed_${form}.ecsv`]) {
      const bytes = await load(name);
      const flux = await readFluxPoints(bytes);
      const seen = expectFluxes([flux], form, wanted.values);
      if (form === "likelihood") expect([...seen].sort()).toEqual(Object.keys(wanted.values).sort());
      expect(flux.nSigmaUl).toBe(2);
      const { points } = flux;
      expectNumbers([points[0].eMin, ...points.map(({ eMax }) => eMax)], wanted.energy_edges, 1e-15);
      expectNumbers(
        points.map(({ eRef }) => eRef),
        wanted.energy_ref,
        1e-15,
      );
      const table = name.endsWith("fits") ? await readFitsTable(bytes) : readEcsv(new TextDecoder().decode(bytes));
      if (!(form in wanted.tables)) continue;
      expect(table.columns.map((column) => column.name)).toEqual(wanted.tables[form].columns);
      expect({ SED_TYPE: table.meta.SED_TYPE, UL_CONF: String(table.meta.UL_CONF) }).toEqual(wanted.tables[form].meta);
    }
  });

  test.each([
    ["flux", "flux_points/lc_flux.fits"],
    ["flux", "flux_points/lc_flux.ecsv"],
    ["dnde", "flux_points/lc_dnde.fits"],
  ] as const)("the light curve by %s in %s", async (form, name) => {
    const wanted = expected.flux_points_lightcurve;
    const bytes = await load(name);
    const { intervals, rows } = await readLightCurve(bytes);
    expectFluxes(rows, form, wanted.values);
    expectNumbers(days(intervals, intervals.start), wanted.time_min_tt_mjd, mjd);
    expectNumbers(days(intervals, intervals.stop), wanted.time_max_tt_mjd, mjd);
    expect(Array.from(intervalCenters(intervals))).toEqual(
      Array.from(intervals.start, (start, i) => expect.closeTo((start + intervals.stop[i]) / 2, 9)),
    );
    // Only one of two datasets has a part in each interval.
    expect(rows.map(({ points }) => points.map(({ counts }) => counts))).toEqual([
      [86, 49],
      [120, 45],
    ]);
    if (form !== "flux") return;
    const table = name.endsWith("fits") ? await readFitsTable(bytes) : readEcsv(new TextDecoder().decode(bytes));
    expect(table.columns.map((column) => column.name)).toEqual(wanted.columns);
  });

  test.each([
    ["flux", "flux_points/profile_flux.fits"],
    ["dnde", "flux_points/profile_dnde.ecsv"],
  ] as const)("the profile by %s in %s", async (form, name) => {
    const wanted = expected.flux_points_profile;
    const bytes = await load(name);
    const { xMin, xMax, rows } = await readProfile(bytes);
    expectFluxes(rows, form, wanted.values);
    const [[, energy], [, distance]] = wanted.axes;
    expectNumbers([rows[0].points[0].eMin, rows[0].points[0].eMax], energy, 1e-15);
    expectNumbers([...xMin, xMax[xMax.length - 1]], distance, 1e-12);
    const table = name.endsWith("fits") ? await readFitsTable(bytes) : undefined;
    if (table) expect(table.columns.map((column) => column.name)).toEqual(wanted.columns);
  });

  test.each(["map_dataset.fits", "map_dataset.fits.gz"])("the maps and the dataset in %s", async (name) => {
    const file = await readFits(await load(name));
    const wanted = expected.map_dataset;
    expect(file.hdus.map((hdu) => hdu.name)).toEqual(wanted.hdus);
    for (const key of ["counts", "background", "exposure", "psf", "edisp", "mask_safe", "mask_fit"]) {
      expectMap(mapFromFits(file, key.toUpperCase()), wanted[key]);
    }
    const dataset = await readMapDataset(file);
    expectMap(dataset.exposure, wanted.exposure);
    const gti = dataset.gti as Gti;
    expectNumbers(days(gti, gti.start), wanted.gti.start, mjd);
    expectNumbers(days(gti, gti.stop), wanted.gti.stop, mjd);
    expect([dataset.edisp?.values.length, dataset.psf?.values.length]).toEqual([15, 40]);
  });

  test("the map dataset with OFF counts, which comes back from our own file as it was", async () => {
    const bytes = await load("map_dataset_onoff.fits");
    const dataset = await readMapDatasetOnOff(bytes);
    const wanted = expected.map_dataset_onoff;
    expect((await readFits(bytes)).hdus.map((hdu) => hdu.name)).toEqual(wanted.hdus);
    expectMap(dataset.countsOff, wanted.counts_off);
    expectMap(dataset.acceptance, wanted.acceptance);
    expectMap(dataset.acceptanceOff, wanted.acceptance_off);
    expectMap(dataset.counts, expected.map_dataset.counts);
    expect(await readMapDatasetOnOff(writeMapDataset(dataset))).toEqual(dataset);
    const reader = createRegistry([ioPlugin]).create("reader", "map-dataset");
    expect(await reader.read(openFile("map_dataset_onoff.fits"))).toMatchObject({ kind: "map-on-off" });
    expect(await reader.read(openFile("map_dataset.fits"))).toMatchObject({ kind: "map" });
  });

  test("each map of the flux maps, and the model that they refer to", async () => {
    const file = await readFits(await load("flux_maps_excess.fits"));
    const wanted = expected.flux_maps_excess;
    expect(file.hdus.map((hdu) => hdu.name)).toEqual(wanted.hdus);
    for (const key of ["sqrt_ts", "npred_excess", "counts"])
      expectMap(mapFromFits(file, key.toUpperCase()), wanted[key]);
    for (const hdu of wanted.hdus.filter((one) => !/PRIMARY|_BANDS/.test(one))) {
      expect(mapFromFits(file, hdu).values).toHaveLength(1600);
    }
    const [primary] = file.hdus;
    expect(primary.header.string("SED_TYPE")).toBe("likelihood");
    const { models } = await readModels(openFile(String(primary.header.string("MODEL"))));
    expect(models[0].parameters.map(({ value }) => value)).toEqual([2, 1e-12, 1]);
  });

  /** Through pixels and back a circle on the sky is the same to 1e-11°. */
  const near = (map: SkyMap) => {
    const region = map.kind === "region-map" && map.region?.kind === "circle" ? map.region : undefined;
    return [region?.center.lon, region?.center.lat, region?.radius].map((x) => x?.toFixed(10));
  };

  const maps = [
    "wcs_gadf.fits",
    "wcs_ccube.fits",
    "wcs_template.fits",
    "wcs_sparse.fits",
    "wcs_gz.fits.gz",
    "wcs_nodes.fits",
    "wcs_label_axis.fits",
    "wcs_bool.fits",
    "region_gadf.fits",
    "region_ogip.fits",
  ];
  test.each(maps)("the map %s, which comes back from our own file as it was", async (name) => {
    const map = await readMap(await load(`maps/${name}`));
    expectMap(map, expected.maps[name]);
    const again = await readMap(writeMap(map));
    expect(again.kind === "region-map" ? { ...again, region: undefined } : again).toEqual({
      ...map,
      ...(map.kind === "region-map" && { region: undefined }),
    });
    if (map.kind === "region-map") expect(near(again)).toEqual(near(map));
    else expectMap(await readMap(writeMap(map, "SKYMAP", { sparse: true })), expected.maps[name]);
  });

  test("the maps of the corpus are these, and those left out", () => {
    const left = Object.keys(leftOut).map((name) => name.replace("maps/", ""));
    expect([...maps, ...left].sort()).toEqual(Object.keys(expected.maps).sort());
  });

  test("labels of an axis are read, and written for Gammapy to read", async () => {
    const map = await readMap(await load("maps/wcs_label_axis.fits"));
    expect(map.axes[2]).toMatchObject({ name: "dataset", labels: ["a", "bb", "ccc"] });
  });

  const table = async (name: string) => {
    const file = await readFits(await load(`irfs/${name}`));
    return file.table(1);
  };

  test("the effective area", async () => {
    const aeff = readEffectiveArea(await table("aeff_2d.fits"));
    const wanted = expected.irfs["aeff_2d.fits"];
    expectNumbers(lastAxisFastest(aeff.values, wanted.shape), wanted, 1e-15, 1e-4);
    for (const { energy_TeV: energy = 0, offset_deg: offset = 0, value } of wanted.at ?? []) {
      expectClose([effectiveAreaAt(aeff, Float64Array.of(energy), offset)[0] * 1e-4], [value], 1e-13);
    }
  });

  test("the energy dispersion", async () => {
    const edisp = readEnergyDispersion(await table("edisp_2d.fits"));
    const wanted = expected.irfs["edisp_2d.fits"];
    expectNumbers(lastAxisFastest(edisp.values, wanted.shape), wanted, 0);
    for (const { energy_TeV: energy = 0, migra = 0, offset_deg: offset = 0, value } of wanted.at ?? []) {
      expectClose([densityAt(edisp, energy, migra, offset)], [value], 1e-13);
    }
  });

  /** Between centers of migra the density is linear. */
  function densityAt(edisp: EnergyDispersion, energy: number, migra: number, offset: number): number {
    const { centers } = edisp.migra;
    const density = energyDispersionAt(edisp, energy, offset);
    const k = Math.max(
      0,
      centers.findLastIndex((center) => center <= migra),
    );
    const t = (migra - centers[k]) / (centers[k + 1] - centers[k]);
    return (1 - t) * density[k] + t * density[k + 1];
  }

  test("the point-spread function", async () => {
    const psf = readPsf(await table("psf_3d.fits"));
    if (psf.kind !== "psf-table") throw new Error("no table");
    const wanted = expected.irfs["psf_3d.fits"];
    expectNumbers(lastAxisFastest(psf.values, wanted.shape), wanted, 0);
    for (const { rad_deg: radius = 0, value } of wanted.containment ?? []) {
      expectClose([containment(psf, Float64Array.of(1), 0.5, radius)[0]], [value], 1e-13);
    }
  });

  test("the background over offset", async () => {
    const background = readBackground(await table("bkg_2d.fits"));
    const wanted = expected.irfs["bkg_2d.fits"];
    expectNumbers(
      lastAxisFastest(background.values, wanted.shape),
      wanted,
      0,
      conversionFactor("s-1 TeV-1 sr-1", wanted.unit),
    );
  });

  test("the background over the field of view", async () => {
    const background = readBackground(await table("bkg_3d.fits"));
    const wanted = expected.irfs["bkg_3d.fits"];
    const factor = conversionFactor("s-1 TeV-1 sr-1", wanted.unit);
    expectNumbers(lastAxisFastest(background.values, wanted.shape), wanted, 1e-15, factor);
    for (const { energy_TeV: energy = 0, fov_lon: lon = 0, fov_lat: lat = 0, value } of wanted.at ?? []) {
      expectClose([backgroundRate(background, energy, lon, lat) * factor], [value], 1e-13);
    }
  });

  test("the radius of the cut", async () => {
    const radMax = readRadMax(await table("rad_max_2d.fits"));
    const wanted = expected.irfs["rad_max_2d.fits"];
    expectNumbers(lastAxisFastest(radMax.values, wanted.shape), wanted, 0);
    expect(radMaxAt(radMax, radMax.energy.centers[1] * 1.01, radMax.offset.centers[2])).toBe(
      Number(wanted.values?.[5]),
    );
  });

  test("the events and their good time", async () => {
    const file = await readFits(await load("events.fits"));
    const wanted = expected.events;
    const events = readEvents(file.table("EVENTS"));
    const { pointing } = readPointing(file.table("EVENTS"));
    const positions = Array.from(events.lon, (lon, i) => ({ frame: "icrs", lon, lat: events.lat[i] }) as const);
    expect(events.time).toHaveLength(wanted.n);
    expectNumbers(events.energy, wanted.energy, 0);
    expectNumbers(events.lon, wanted.ra, 0);
    expectNumbers(events.lat, wanted.dec, 0);
    expectNumbers(
      events.time.map((time) => toMjd(events.reference) + time / 86400),
      wanted.time_tt_mjd,
      mjd,
    );
    expectNumbers(
      positions.map((position) => separationBetween(position, pointing)),
      wanted.offset_deg,
      1e-12,
    );
    expectNumbers(
      positions.map((position) => toFrame(position, "galactic").lon),
      wanted.galactic_l,
      1e-12,
    );
    const ids = Array.from(file.table("EVENTS").column("EVENT_ID") as BigInt64Array, String);
    expect(ids.slice(0, wanted.event_id.length)).toEqual(wanted.event_id);
    expect(onTime(readGti(file.table("GTI")))).toBeCloseTo(wanted.gti_time_sum_s, 9);
  });

  test("the good time intervals", async () => {
    const file = await readFits(await load("gti.fits"));
    const gti = readGti(file.table("GTI"));
    expectNumbers(days(gti, gti.start), expected.gti.start, mjd);
    expectNumbers(days(gti, gti.stop), expected.gti.stop, mjd);
  });
});
