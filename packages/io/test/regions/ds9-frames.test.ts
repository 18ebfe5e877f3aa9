import { expect, test } from "vitest";
import { placeOf, type SkyFrameName } from "../../src/regions/ds9-frames.ts";

/** System, longitude and latitude there, in ICRS, and the position angle of its north [deg]: astropy 5.2.1. */
const places: readonly (readonly [SkyFrameName, number, number, number, number, number])[] = [
  ["fk5", 83.63, 22.01, 83.62999237548185, 22.01000521319671, -3.3711463984725078e-6],
  ["fk5", 202.4, 47.2, 202.4000001981541, 47.20000023057423, 8.939627684629247e-6],
  ["fk5", 0.5, -89.5, 0.5006295661993849, -89.50000247941239, -0.0006359515255678413],
  ["fk5", 310, 85, 309.9999751588368, 84.99999414065206, -1.8550642665376113e-5],
  ["fk4", 83.63, 22.01, 84.38257020855875, 22.039072955144167, 0.29864076456298416],
  ["fk4", 202.4, 47.2, 202.92537292803678, 46.943163843010815, -0.15747210683784316],
  ["fk4", 0.5, -89.5, 0.8489864577217128, -89.22152165046734, 0.29169358845940363],
  ["fk4", 310, 85, 308.12625589683466, 85.17543835704393, -2.523677484057842],
  ["ecliptic", 83.63, 22.01, 81.59649796146817, 45.26363510593605, -3.5949329407020114],
  ["ecliptic", 202.4, 47.2, 220.12338415638703, 34.76372542519014, 26.59410197021218],
  ["ecliptic", 0.5, -89.5, 88.74343780263659, -66.55132510134709, -88.34716218291759],
  ["ecliptic", 310, 85, 276.9810289268514, 62.55245375436775, -33.6907687341734],
];

test.each(places)("%s (%s°, %s°) in ICRS, and north there, as in astropy", (name, lon, lat, ra, dec, north) => {
  const { position, turn } = placeOf(name, lon, lat);
  expect(position.frame).toBe("icrs");
  const near = Math.cos((dec * Math.PI) / 180);
  expect(Math.abs(position.lon - ra) * near).toBeLessThan(1e-12);
  expect(Math.abs(position.lat - dec)).toBeLessThan(1e-12);
  // The reference took steps of 0.01°, of which the place rounds the twelfth digit.
  expect(Math.abs(turn - north)).toBeLessThan(3e-8);
});

test("ICRS and galactic positions stay what they are", () => {
  for (const name of ["icrs", "galactic"] as const) {
    expect(placeOf(name, -10.5, 3)).toEqual({ position: { frame: name, lon: 349.5, lat: 3 }, turn: 0 });
  }
});
