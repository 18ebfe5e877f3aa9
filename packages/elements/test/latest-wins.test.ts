import { afterEach, expect, test, vi } from "vitest";
import { createLatestWins } from "../src/client/latest-wins.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** Work that ends when it is told to. */
function controlled(patience?: number) {
  const begun: { readonly wish: number; readonly signal: AbortSignal; end(): void }[] = [];
  const work = (wish: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      begun.push({ wish, signal, end: resolve });
      signal.addEventListener("abort", () => resolve());
    });
  return { begun, latest: createLatestWins(work, patience) };
}

test("of many wishes the first and the last are worked on", async () => {
  const { begun, latest } = controlled();
  for (const wish of [1, 2, 3, 4]) latest.wish(wish);
  expect(begun.map(({ wish }) => wish)).toEqual([1]);
  const idle = latest.idle();
  begun[0].end();
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  expect(begun.map(({ wish }) => wish)).toEqual([1, 4]);
  begun[1].end();
  await idle;
  expect(begun.some(({ signal }) => signal.aborted)).toBe(false);
});

test("canceling gives up what is under way and what waits", async () => {
  const { begun, latest } = controlled();
  latest.wish(1);
  latest.wish(2);
  latest.cancel();
  await latest.idle();
  expect(begun.map(({ wish, signal }) => [wish, signal.aborted])).toEqual([[1, true]]);
});

test("what hangs is called off for a newer wish, though there is no third", async () => {
  vi.useFakeTimers();
  const { begun, latest } = controlled();
  latest.wish(1);
  await vi.advanceTimersByTimeAsync(200);
  latest.wish(2);
  await vi.advanceTimersByTimeAsync(700);
  expect(begun.map(({ wish }) => wish)).toEqual([1]);
  await vi.advanceTimersByTimeAsync(200);
  expect(begun.map(({ wish, signal }) => [wish, signal.aborted])).toEqual([
    [1, true],
    [2, false],
  ]);
  // What comes next has time of its own.
  latest.wish(3);
  begun[1].end();
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun.map(({ wish, signal }) => [wish, signal.aborted]).slice(1)).toEqual([
    [2, false],
    [3, false],
  ]);
});

test("without patience a newer wish is worked on at once", async () => {
  const { begun, latest } = controlled(0);
  latest.wish(1);
  latest.wish(2);
  expect(begun[0].signal.aborted).toBe(true);
  await vi.waitFor(() => expect(begun.map(({ wish }) => wish)).toEqual([1, 2]));
  expect(begun[1].signal.aborted).toBe(false);
});
