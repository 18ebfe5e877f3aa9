import { referenceFromHeader, secondsAfterReference } from "@gammakit/core";
import { readFits, writeFits } from "@gammakit/fits";
import { expect, test } from "vitest";
import { readEvents, readGti } from "../../src/index.ts";

type Header = Readonly<Record<string, string | number>>;

const reference = { MJDREFI: 51910, MJDREFF: 0.25, TIMESYS: "TT" };

async function tableOf(
  name: string,
  columns: readonly string[],
  unit: string,
  times: readonly number[],
  header: Header,
) {
  const others = [
    { name: "RA", unit: "deg", data: times.map(() => 83) },
    { name: "DEC", unit: "deg", data: times.map(() => 22) },
    { name: "ENERGY", unit: "TeV", data: times.map(() => 1) },
  ];
  const bytes = writeFits([
    {
      kind: "table",
      name,
      header: { ...reference, ...header },
      columns: [...columns.map((column, k) => ({ name: column, unit, data: times.map((t) => t + k) })), ...others],
    },
  ]);
  return (await readFits(bytes)).table(name);
}

const gti = async (unit: string, header: Header = {}, times: readonly number[] = [2]) =>
  readGti(await tableOf("GTI", ["START", "STOP"], unit, times, header));
const events = async (unit: string, header: Header = {}, times: readonly number[] = [2]) =>
  readEvents(await tableOf("EVENTS", ["TIME"], unit, times, header));

test("times are in the unit of their column, else in that of the header, else in seconds", async () => {
  for (const [unit, header, seconds] of [
    ["", {}, 1],
    ["s", {}, 1],
    ["d", {}, 86400],
    ["", { TIMEUNIT: "d" }, 86400],
    ["s", { TIMEUNIT: "d" }, 1],
    ["min", { TIMEUNIT: "d" }, 60],
  ] as const) {
    const { start, stop } = await gti(unit, header);
    expect([unit, header, start[0], stop[0]]).toEqual([unit, header, 2 * seconds, 3 * seconds]);
    expect((await events(unit, header)).time[0]).toBe(2 * seconds);
  }
  await expect(gti("kg")).rejects.toThrow(/GTI.*column START has the unit "kg"/);
});

test.each(["TDB", "TCB"])("events and good time in %s are brought to TT alike", async (TIMESYS) => {
  const times = [1e7, 1.7e7, 3e8];
  const header: Header = { ...reference, TIMESYS };
  const zero = referenceFromHeader((keyword) => header[keyword]);
  const expected = times.map((time) => secondsAfterReference(zero, time));
  expect(Math.abs(expected[1] - times[1])).toBeGreaterThan(1e-4);
  expect([...(await events("s", header, times)).time]).toEqual(expected);
  expect([...(await gti("s", header, times)).start]).toEqual(expected);
  expect([...(await events("d", { ...header, TIMEUNIT: "h" }, [1])).time]).toEqual([
    secondsAfterReference(zero, 86400),
  ]);
  // To be left out later, with the number of such events.
  expect((await events("s", header, [1, Number.NaN])).time[1]).toBeNaN();
});
