import { expect, test } from "vitest";
import { createLatestWins } from "../src/client/latest-wins.ts";

/** Work that ends when it is told to. */
function controlled() {
  const begun: { readonly wish: number; readonly signal: AbortSignal; end(): void }[] = [];
  const work = (wish: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      begun.push({ wish, signal, end: resolve });
      signal.addEventListener("abort", () => resolve());
    });
  return { begun, latest: createLatestWins(work) };
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
