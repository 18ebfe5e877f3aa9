import { expect, test } from "vitest";
import { progressLine, progressText } from "../src/output/progress.ts";

test("a bar, the count, and the time left once it can be told", () => {
  expect(progressText(6, 24, 0.2)).toBe(`${"█".repeat(6)}${"░".repeat(18)} 6 of 24`);
  expect(progressText(6, 24, 2)).toBe(`${"█".repeat(6)}${"░".repeat(18)} 6 of 24, 6 s left`);
  expect(progressText(1, 1000, 10)).toContain("2.8 h left");
  expect(progressText(5, undefined, 1)).toBe("gammakit: 5");
});

test("nothing is written where stderr is no terminal, and the line is cleared where it is", () => {
  const written: string[] = [];
  const stream = (isTTY: boolean) =>
    ({ isTTY, write: (text: string) => written.push(text) }) as unknown as NodeJS.WriteStream;
  const silent = progressLine(true, stream(false));
  silent.update(1, 2);
  silent.clear();
  expect(written).toEqual([]);
  const line = progressLine(true, stream(true));
  line.update(1, 2);
  line.clear();
  expect(written.at(-1)).toBe("\r\u001B[2K");
});
