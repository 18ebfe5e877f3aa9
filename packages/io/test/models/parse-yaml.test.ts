import { expect, test } from "vitest";
import { parseYaml } from "../../src/models/parse-yaml.ts";

test.each(["y", "n", "Y", "N", "e5", "E1", "-e3", ".e5", ".", "-.", "08", "-09", "1:30"])("%s is a word", (word) => {
  expect(parseYaml(`a: ${word}\nb: [${word}]\n`, "f")).toEqual({ a: word, b: [word] });
});

test("not-a-number and numbers that begin with 0 are numbers", () => {
  expect(parseYaml("[.nan, .NaN, 08.5, 010, 0, -0.8, +0]", "f")).toEqual([Number.NaN, Number.NaN, 8.5, 8, 0, -0.8, 0]);
});

test("numbers, words and dates as PyYAML reads them, but for 1e-12", () => {
  const text =
    "a: 1e-12\nb: 1.5e-12\nc: '1e-12'\nd: 0x10\non: yes\nt: 2006-07-29T20:30:00\nday: 2006-07-29\nv: 1.10\nn: ~\nh: 20:30:00\n";
  expect(parseYaml(text, "f")).toEqual({
    a: 1e-12,
    b: 1.5e-12,
    c: "1e-12",
    d: 16,
    on: true,
    t: "2006-07-29T20:30:00",
    day: "2006-07-29",
    v: 1.1,
    n: null,
    h: "20:30:00",
  });
});

test("JSON is YAML", () => {
  expect(parseYaml('{"a": [1, 2.5e-3, "x"], "b": {"c": null}}', "f")).toEqual({ a: [1, 0.0025, "x"], b: { c: null } });
});

test("an alias of plain data is a copy", () => {
  expect(parseYaml("a: &x [1, 2]\nb: *x\n", "f")).toEqual({ a: [1, 2], b: [1, 2] });
});

test.each([
  ["a: 1\na: 2\n", 'the key "a" twice'],
  ["a: [1,\nb: 2", "line 2"],
  ["a: *nothing\n", "alias *nothing"],
  ["a: !!python/object:os.system x\n", "tag"],
  ["a: !!binary aGk=\n", "tag"],
  ["a: !!set {x, y}\n", "tag"],
  ["? [1]\n: 2\n", "key"],
  ["a: &a [*a]\n", "deep"],
  ["a: [1\n", "f is not plain YAML"],
])("%j is refused", (text, message) => {
  expect(() => parseYaml(text, "f")).toThrow(message);
});
