import type { Reader, WrittenFile } from "@gammakit/core";
import { isGammakitError } from "@gammakit/core";
import { type ConformanceCase, check } from "./case.ts";
import { memorySource } from "./memory-source.ts";
import { createRandom } from "./random.ts";
import { checkRefused, describeError, thrownBy } from "./refuses.ts";

/** How a reader must take bytes that are damaged: all that is random has a fixed seed. */
export function hostileCases(reader: Reader, files: readonly WrittenFile[]): readonly ConformanceCase[] {
  const [file, ...others] = files;
  const readBytes = (bytes: Uint8Array<ArrayBuffer>) => reader.read(memorySource([{ ...file, bytes }, ...others]));
  const survives = (what: string, bytes: Uint8Array<ArrayBuffer>) => checkSurvives(what, () => readBytes(bytes));
  return [
    { name: "survives an empty file", run: () => survives("An empty file", new Uint8Array(0)) },
    {
      name: "survives files that are cut short",
      run: async () => {
        for (const end of ends(file.bytes.length))
          await survives(`The file cut after ${end} bytes`, file.bytes.slice(0, end));
      },
    },
    {
      name: "survives bytes that are overwritten",
      run: async () => {
        const random = createRandom(20260101);
        for (let i = 0; i < 100; i++) {
          const { bytes, words } = damaged(file.bytes, random, i);
          await survives(words, bytes);
        }
      },
    },
    {
      name: "survives files with more behind their end",
      run: async () => {
        for (const extra of [1, 79, 5000]) {
          const bytes = new Uint8Array(file.bytes.length + extra);
          bytes.set(file.bytes);
          await survives(`The file with ${extra} zeros behind it`, bytes);
        }
      },
    },
    {
      name: "refuses noise",
      run: async () => {
        const random = createRandom(7);
        for (const length of [100, 2880, 10_000]) {
          const noise = Uint8Array.from({ length }, () => Math.floor(256 * random()));
          await checkRefused(`Noise of ${length} bytes`, () => readBytes(noise));
        }
      },
    },
    {
      name: "survives that the files beside it are missing",
      run: () => checkSurvives("The file alone", () => reader.read(memorySource([file]))),
    },
  ];
}

async function checkSurvives(what: string, read: () => unknown): Promise<void> {
  const thrown = await thrownBy(read);
  check(
    thrown === undefined || isGammakitError(thrown.error),
    `${what} ends with ${describeError(thrown?.error)}, expected a value or a GammakitError.`,
  );
}

/** Where files are cut: all of the first bytes, the last ones, and places in between. */
function ends(length: number): readonly number[] {
  const places = [...Array(8).keys(), length - 1, length - 2, length - 80, length - 2880, 80, 2879, 2880, 2881, 5760];
  for (let k = 1; k < 24; k++) places.push(Math.floor((length * k) / 24));
  return [...new Set(places)].filter((end) => end >= 0 && end < length).sort((a, b) => a - b);
}

/** A copy of `bytes` with some of them overwritten: one, or a run; by anything, or by what parsers trip over. */
function damaged(bytes: Uint8Array<ArrayBuffer>, random: () => number, turn: number) {
  const copy = bytes.slice();
  const start = Math.floor(random() * copy.length);
  const length = turn % 2 === 0 ? 1 : 1 + Math.floor(random() * 40);
  const awkward = [0, 0x20, 0x22, 0x2d, 0x39, 0x2c, 0x0a, 0xff];
  const letter = awkward[Math.floor(random() * awkward.length)];
  const end = Math.min(start + length, copy.length);
  for (let k = start; k < end; k++) copy[k] = turn % 3 === 0 ? Math.floor(256 * random()) : letter;
  const written = [...copy.subarray(start, end)].map((value) => value.toString(16)).join(" ");
  return { bytes: copy, words: `The file with bytes ${start} to ${end - 1} overwritten by ${written}` };
}
