import { ang2pix_ring, ring2fxy } from "@hscmap/healpix";
import { expect, test } from "vitest";
import { faceOfDirection, faceOfNested, faceOfRing, nestedOfFace, ringNumberOfFace } from "../src/face.ts";

test.each([1, 2, 3, 4, 5, 6, 7, 8, 12, 15])("every RING number of nside %i is that of its place", (nside) => {
  const places = new Set<string>();
  for (let pixel = 0; pixel < 12 * nside * nside; pixel++) {
    const { f, x, y } = faceOfRing(nside, pixel);
    expect([x, y].every((n) => Number.isInteger(n) && n >= 0 && n < nside) && f >= 0 && f < 12).toBe(true);
    expect(ringNumberOfFace(nside, f, x, y)).toBe(pixel);
    places.add(`${f} ${x} ${y}`);
  }
  expect(places.size).toBe(12 * nside * nside);
});

test.each([1, 2, 4, 16])("every NESTED number of nside %i is that of its place", (nside) => {
  for (let pixel = 0; pixel < 12 * nside * nside; pixel++) {
    const { f, x, y } = faceOfNested(nside, pixel);
    expect(nestedOfFace(nside, f, x, y)).toBe(pixel);
  }
});

test("the library still shifts the rings of an odd nside the wrong way round", () => {
  // When this fails, faceInOddBelt can go.
  const { f, x, y } = ring2fxy(3, 12);
  expect([f, x, y].every(Number.isInteger)).toBe(false);
});

test("the library still takes points on the border of two polar base pixels to the pole", () => {
  // 0.1° from the pole is far from pixel 0, which is 0.06° wide. When this fails, the library may find places of directions.
  const place = faceOfDirection(1024, 0, 89.9);
  expect(ang2pix_ring(1024, (0.1 * Math.PI) / 180, 0)).toBe(0);
  expect(ringNumberOfFace(1024, place.f, place.x, place.y)).toBe(12);
});
