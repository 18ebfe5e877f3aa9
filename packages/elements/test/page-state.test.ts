import { expect, test } from "vitest";
import { formatState, parseState } from "../src/explorer/page-state.ts";
import { nightJob } from "./night-job.ts";

test("an address says all that is shown, number for number", () => {
  const state = { sample: "night", at: 3, job: { ...nightJob, x: 0.1 + 0.2 } };
  expect(parseState(formatState(state))).toEqual(state);
  const other = { src: "https://example.org/a b/?c=#d", files: "é & ü" };
  expect(parseState(formatState(other))).toEqual(other);
});

test("what an address says wrongly is left out", () => {
  expect(parseState("#job={broken&at=-3&sample=a")).toEqual({ sample: "a" });
  expect(parseState("#job=[1]")).toEqual({});
  expect(parseState("")).toEqual({});
});

test("the first interval is one that can be chosen, too", () => {
  expect(parseState(formatState({ sample: "night", at: 0 }))).toEqual({ sample: "night", at: 0 });
  expect(parseState("#sample=night&at=")).toEqual({ sample: "night" });
});
