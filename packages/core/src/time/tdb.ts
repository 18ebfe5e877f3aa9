import { sin } from "../numeric/repeatable/trigonometry.ts";

/**
 * TDB − TT [s] at the geocenter, at MJD `mjd` [d, TT or TDB].
 * The largest terms of the series of Fairhead & Bretagnon (1990, A&A 229, 240), as in the function dtdb of IAU SOFA,
 * from which this differs by less than 0.8 µs between 1972 and 2040. On the surface of the Earth another 2 µs per day come and go.
 */
export function tdbMinusTt(mjd: number): number {
  const t = (mjd - 51544.5) / 365250;
  return (sum(constant, t) + t * (sum(linear, t) + t * sum(quadratic, t))) * 1e-6;
}

/** Rows of amplitude [µs], frequency [rad per Julian millennium], phase [rad]. */
function sum(rows: readonly number[], t: number): number {
  let total = 0;
  for (let i = 0; i < rows.length; i += 3) total += rows[i] * sin(rows[i + 1] * t + rows[i + 2]);
  return total;
}

// biome-ignore format: one term per line
const constant: readonly number[] = [
  1656.674564, 6283.075849991, 6.240054195,
  22.417471, 5753.384884897, 4.296977442,
  13.839792, 12566.151699983, 6.196904410,
  4.770086, 529.690965095, 0.444401603,
  4.676740, 6069.776754553, 4.021195093,
  2.256707, 213.299095438, 5.543113262,
  1.694205, -3.523118349, 5.025132748,
  1.554905, 77713.771467920, 5.198467090,
  1.276839, 7860.419392439, 5.988822341,
  1.193379, 5223.693919802, 3.649823730,
  1.115322, 3930.209696220, 1.422745069,
  0.794185, 11506.769769794, 2.322313077,
  0.600309, 1577.343542448, 2.678271909,
  0.496817, 6208.294251424, 5.696701824,
  0.486306, 5884.926846583, 0.520007179,
  0.468597, 6244.942814354, 5.866398759,
  0.447061, 26.298319800, 3.615796498,
  0.435206, -398.149003408, 4.349338347,
  0.432392, 74.781598567, 2.435898309,
  0.375510, 5507.553238667, 4.103476804,
  0.243085, -775.522611324, 3.651837925,
  0.230685, 5856.477659115, 4.773852582,
  0.203747, 12036.460734888, 4.333987818,
  0.173435, 18849.227549974, 6.153743485,
  0.159080, 10977.078804699, 1.890075226,
  0.143935, -796.298006816, 5.957517795,
  0.137927, 11790.629088659, 1.135934669,
  0.119979, 38.133035638, 4.551585768,
  0.118971, 5486.777843175, 1.914547226,
  0.116120, 1059.381930189, 0.873504123,
];

// biome-ignore format: one term per line
const linear: readonly number[] = [
  102.156724, 6283.075849991, 4.249032005,
  1.706807, 12566.151699983, 4.205904248,
  0.269668, 213.299095438, 3.400290479,
  0.265919, 529.690965095, 5.836047367,
  0.210568, -3.523118349, 6.262738348,
];

// biome-ignore format: one term per line
const quadratic: readonly number[] = [
  4.322990, 6283.075849991, 2.642893748,
];
