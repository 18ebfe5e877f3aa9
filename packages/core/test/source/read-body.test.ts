import { describe, expect, it } from "vitest";
import { readBody } from "../../src/source/read-body.ts";
import { watchStalls } from "../../src/source/stall-watch.ts";

const piece = Uint8Array.from({ length: 2 ** 20 + 7 }, (_, i) => i % 251);

/** The body of an answer of some pieces, which tells `told` as its length. */
async function bodyOf(count: number, { told, most = 2 ** 30 }: { told?: number; most?: number } = {}) {
  let sent = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (sent++ < count) controller.enqueue(piece.slice());
      else controller.close();
    },
  });
  const headers: HeadersInit = told === undefined ? {} : { "content-length": String(told) };
  const watch = watchStalls(undefined, 60_000);
  try {
    return { ...(await readBody(new Response(stream, { headers }), watch, most)), sent };
  } finally {
    watch.end();
  }
}

function expectPieces(bytes: Uint8Array, count: number) {
  expect(bytes.length).toBe(count * piece.length);
  const isRight = Array.from({ length: count }, (_, i) =>
    bytes.subarray(i * piece.length, (i + 1) * piece.length).every((value, k) => value === piece[k]),
  );
  expect(isRight).toEqual(Array(count).fill(true));
}

describe("the body of an answer", () => {
  it.each([
    ["as long as told", 20 * piece.length],
    ["of a length that nobody tells", undefined],
    ["longer than told", 5],
    ["longer than told, after much of it", 17 * piece.length],
    ["shorter than told", 40 * piece.length],
    ["with a length that is no number", Number.NaN],
    ["with a length that can't be", -5],
  ])("is whole, %s", async (_, told) => {
    for (const count of [0, 1, 3, 20]) {
      const { bytes, isCut } = await bodyOf(count, told === undefined ? {} : { told });
      expect(isCut).toBe(false);
      expectPieces(bytes, count);
      // Nothing is behind it that would be cloned or kept with it, and any platform takes it.
      expect(bytes.buffer.byteLength).toBe(bytes.length);
      expect((bytes.buffer as { readonly resizable?: boolean }).resizable ?? false).toBe(false);
    }
  });

  it("is whole where no buffer can grow, or not to such a size", async () => {
    expectPieces((await bodyOf(20, { most: Number.MAX_SAFE_INTEGER })).bytes, 20);
    const known = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "resizable");
    if (known === undefined) return;
    Reflect.deleteProperty(ArrayBuffer.prototype, "resizable");
    try {
      expectPieces((await bodyOf(20, {})).bytes, 20);
    } finally {
      Object.defineProperty(ArrayBuffer.prototype, "resizable", known);
    }
  });

  it("is left as soon as it is longer than it may be", async () => {
    const exact = await bodyOf(20, { most: 20 * piece.length });
    expectPieces(exact.bytes, 20);
    for (const told of [undefined, 5, 20 * piece.length - 1]) {
      const { isCut, bytes, sent } = await bodyOf(100, { most: 20 * piece.length - 1, ...(told && { told }) });
      expect([isCut, bytes.length]).toEqual([true, 0]);
      expect(sent).toBeLessThan(23);
    }
    const { isCut, sent } = await bodyOf(100, { told: 2 ** 40 });
    expect([isCut, sent <= 1]).toEqual([true, true]);
  });

  it("is let go of where there is no room for it", async () => {
    let isLeft = false;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(piece.slice()),
      cancel() {
        isLeft = true;
      },
    });
    const watch = watchStalls(undefined, 60_000);
    const response = new Response(stream, { headers: { "content-length": String(2 ** 52) } });
    await expect(readBody(response, watch, 2 ** 52)).rejects.toThrow(RangeError);
    watch.end();
    expect(isLeft).toBe(true);
  });

  it("is of bytes of its own, in pieces however many, and can be handed to another thread", async () => {
    const reused = new Uint8Array(400);
    let sent = 0;
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (sent === 100_000) controller.close();
        else controller.enqueue(reused.subarray(100, 300).fill(sent++ % 251));
      },
    });
    const watch = watchStalls(undefined, 60_000);
    const { bytes } = await readBody(new Response(stream), watch, 2 ** 30);
    watch.end();
    expect(bytes.length).toBe(20_000_000);
    expect(Array.from({ length: 100_000 }, (_, i) => bytes[200 * i + 199] === i % 251).every(Boolean)).toBe(true);
    const { buffer } = structuredClone(bytes, { transfer: [bytes.buffer] });
    expect([buffer.byteLength, bytes.length]).toEqual([20_000_000, 0]);
    expect(new TextDecoder().decode(new Uint8Array(buffer, 65 * 200, 3))).toBe("AAA");
  });
});
