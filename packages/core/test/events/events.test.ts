import { describe, expect, test } from "vitest";
import { createEvents, type EventList, pickIndices, selectEvents } from "../../src/events/events.ts";

const reference = { scale: "tt", day: 51910, fraction: 0 } as const;
const eventsAt = (...time: number[]): EventList =>
  createEvents({
    reference,
    time: Float64Array.from(time),
    lon: Float64Array.from(time, (_, i) => 10 + i),
    lat: Float64Array.from(time, (_, i) => -i),
    energy: Float64Array.from(time, (_, i) => 1 + i),
  });

describe("selection in time", () => {
  test("start inclusive, stop exclusive, all arrays alike", () => {
    const selected = selectEvents(eventsAt(1, 2, 3, 4), 2, 4);
    expect([...selected.time]).toEqual([2, 3]);
    expect([...selected.lon]).toEqual([11, 12]);
    expect([...selected.lat]).toEqual([-1, -2]);
    expect([...selected.energy]).toEqual([2, 3]);
    expect(selected.reference).toBe(reference);
  });

  test("an unsorted list keeps its order", () => {
    const selected = selectEvents(eventsAt(5, 1, 3, 9, 2), 1, 4);
    expect([...selected.time]).toEqual([1, 3, 2]);
    expect([...selected.energy]).toEqual([2, 3, 5]);
  });

  test("of a sorted list it shares the memory", () => {
    const events = eventsAt(1, 2, 3);
    expect(selectEvents(events, 1, 3).time.buffer).toBe(events.time.buffer);
  });

  test("nothing inside, nothing given, times that are not numbers", () => {
    expect(selectEvents(eventsAt(1, 2), 5, 9).time).toHaveLength(0);
    expect(selectEvents(eventsAt(), 0, 9).energy).toHaveLength(0);
    expect([...selectEvents(eventsAt(Number.NaN, 1, Number.NaN, 2, Number.NaN), 0, 9).energy]).toEqual([2, 4]);
    expect(selectEvents(eventsAt(1, 2), Number.NaN, 9).time).toHaveLength(0);
  });
});

test("picking by index: in the order of the indices, repeats included", () => {
  const picked = pickIndices(eventsAt(1, 2, 3), Int32Array.of(2, 0, 2));
  expect([...picked.time]).toEqual([3, 1, 3]);
  expect([...picked.lat]).toEqual([-2, -0, -2]);
});

test("arrays of different lengths are no event list", () => {
  const events = eventsAt(1, 2);
  expect(() => createEvents({ ...events, lat: new Float64Array(3) })).toThrow("have 2, 2, 3, 2 entries");
});
