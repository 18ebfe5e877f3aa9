import { type Axis, type ByteSource, conversionFactor, mapShape, type SkyMap } from "@gammakit/core";
import { dataSource, readData, readJson } from "@gammakit-tools/vitest/data";
import { expect } from "vitest";

/** An array as the corpus has it: whole, or its sum and ends. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly unit: string;
  readonly values?: readonly (number | string)[];
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly first?: readonly number[];
  readonly last?: readonly number[];
  readonly argmax?: number;
  readonly axes?: readonly ExpectedAxis[];
  readonly wcs?: Readonly<Record<string, number | string>>;
}

export interface ExpectedAxis {
  readonly name: string;
  readonly node_type: "edges" | "center";
  readonly interp: string;
  readonly unit: string;
  readonly edges?: readonly number[];
  readonly center?: readonly number[];
}

interface Point {
  readonly value: number;
  readonly energy_TeV?: number;
  readonly offset_deg?: number;
  readonly migra?: number;
  readonly rad_deg?: number;
  readonly fov_lon?: number;
  readonly fov_lat?: number;
}

type Values = { readonly values: Readonly<Record<string, Numbers>> };

/** What expected.json says. */
export interface Expected {
  readonly spectrum_onoff_ogip: Readonly<Record<string, Numbers>> & {
    readonly gti: Readonly<Record<"start" | "stop", Numbers>>;
    readonly livetime_s: number;
    readonly info: Readonly<Record<string, number>>;
  };
  readonly ogip_sherpa: { readonly matrix: Numbers; readonly specresp_cm2: Numbers };
  readonly flux_points_gadf_sed: Values & {
    readonly energy_edges: Numbers;
    readonly energy_ref: Numbers;
    readonly tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly meta: object }>>;
  };
  readonly flux_points_lightcurve: Values & {
    readonly time_min_tt_mjd: Numbers;
    readonly time_max_tt_mjd: Numbers;
    readonly columns: readonly string[];
  };
  readonly flux_points_profile: Values & {
    readonly axes: readonly (readonly [string, Numbers])[];
    readonly columns: readonly string[];
  };
  readonly map_dataset: Readonly<Record<string, Numbers>> & {
    readonly hdus: readonly string[];
    readonly gti: Readonly<Record<"start" | "stop", Numbers>>;
  };
  readonly map_dataset_onoff: Readonly<Record<string, Numbers>> & { readonly hdus: readonly string[] };
  readonly maps: Readonly<Record<string, Numbers>>;
  readonly irfs: Readonly<
    Record<string, Numbers & { readonly at?: readonly Point[]; readonly containment?: readonly Point[] }>
  >;
  readonly events: Readonly<Record<string, Numbers>> & {
    readonly n: number;
    readonly event_id: readonly string[];
    readonly gti_time_sum_s: number;
  };
  readonly gti: Readonly<Record<string, Numbers>>;
  readonly flux_maps_excess: Readonly<Record<string, Numbers>> & { readonly hdus: readonly string[] };
}

const folder = "formats/data";

/** The file of expectations: those of files, and which files there are. */
export const readExpected = () =>
  readJson<{ files: Readonly<Record<string, object>>; expected: Expected }>(
    "GAMMAKIT_CORPORA",
    `${folder}/expected.json`,
  );

/** Files that a test has read, to tell which none did. */
export const filesRead = new Set<string>();

export async function load(name: string): Promise<Uint8Array<ArrayBuffer>> {
  filesRead.add(name);
  return readData("GAMMAKIT_CORPORA", `${folder}/${name}`);
}

/** A file of the corpus that finds those beside it. */
export const openFile = (path: string): ByteSource =>
  dataSource("GAMMAKIT_CORPORA", `${folder}/${path}`, (root, file) => {
    filesRead.add(file.replace(`${folder}/`, ""));
    return readData(root, file);
  });

let compared = 0;
export const numbersCompared = () => compared;

/** Every number of `found` is that of `wanted` within `relative`; NaN is NaN. `factor` brings `found` to the unit of `wanted`. */
export function expectNumbers(found: ArrayLike<number>, wanted: Numbers, relative = 1e-13, factor = 1): void {
  const scaled = Array.from(found, (value) => value * factor);
  const { values, sum, min, max, first, last, argmax } = wanted;
  compared += scaled.length;
  if (values !== undefined) {
    expectClose(scaled, values.map(Number), relative);
    return;
  }
  const total = scaled.reduce((a, b) => a + b, 0);
  const extremes = scaled.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [1 / 0, -1 / 0],
  );
  expectClose([total, ...extremes], [sum, min, max].map(Number), 1e-12);
  expectClose(scaled.slice(0, first?.length), first ?? [], relative);
  expectClose(scaled.slice(-(last?.length ?? 0)), last ?? [], relative);
  expect(scaled.indexOf(extremes[1])).toBe(argmax);
}

export function expectClose(found: ArrayLike<number>, wanted: readonly number[], relative: number): void {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) {
    const isClose = Object.is(found[i], value) || Math.abs(found[i] - value) <= relative * Math.abs(value);
    if (!isClose) expect.fail(`number ${i} is ${found[i]}, and ${value} was expected (relative tolerance ${relative})`);
  }
}

/** The map has the values, unit, axes and pixels of the corpus. */
export function expectMap(map: SkyMap, wanted: Numbers): void {
  expect(mapShape(map)).toEqual([...wanted.shape].reverse());
  expectNumbers(map.values, wanted, 1e-13, conversionFactor(map.unit, wanted.unit));
  const axes = wanted.axes ?? [];
  // Gammapy lists no axes of labels there.
  const numeric = map.axes.filter(({ labels }) => labels === undefined);
  expect(numeric.map(({ name }) => name)).toEqual(axes.map(({ name }) => name));
  for (const [k, axis] of axes.entries()) expectAxis(numeric[k], axis);
  if (map.kind !== "wcs-map" || wanted.wcs === undefined) return;
  const { crpix, crval, cd, frame, projection } = map.wcs;
  const names = frame === "galactic" ? ["GLON", "GLAT"] : ["RA--", "DEC-"];
  expect(names.map((name) => `${name}-${projection}`)).toEqual([wanted.wcs.CTYPE1, wanted.wcs.CTYPE2]);
  const numbers = ["CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2", "CDELT1", "CDELT2"].map((key) => Number(wanted.wcs?.[key]));
  expectClose([...crpix, ...crval, cd[0], cd[3]], numbers, 1e-15);
}

function expectAxis(axis: Axis, { node_type: nodes, interp: scale, unit, edges, center }: ExpectedAxis): void {
  expect(axis).toMatchObject({ nodes, scale });
  const factor = unit === axis.unit ? 1 : conversionFactor(axis.unit, unit);
  expectClose(
    (edges ? axis.edges : axis.centers).map((node) => node * factor),
    edges ?? center ?? [],
    1e-14,
  );
}

/** Values with the first axis fastest, in the order in which the last is. */
export function lastAxisFastest(values: ArrayLike<number>, shape: readonly number[]): number[] {
  return Array.from({ length: values.length }, (_, at) => {
    let [rest, from, stride] = [at, 0, 1];
    const index = [...shape].reverse().map((n) => {
      const i = rest % n;
      rest = Math.floor(rest / n);
      return i;
    });
    for (const [k, i] of index.reverse().entries()) {
      from += i * stride;
      stride *= shape[k];
    }
    return values[from];
  });
}
