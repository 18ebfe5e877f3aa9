// Computes src/opacity.ts: the optical depth of the extragalactic background light for a simple spectrum of it.
// node scripts/make-table.mjs > src/opacity.ts
//
// The light: three log-normal bumps (stars, warm dust, cold dust) through measured intensities, in nW m-2 sr-1. Good enough for
// an example and a lecture, not a published model. It thins out as (1 + z)^(3 - 1.2), Madau & Phinney (1996), ApJ 456, 124.
const bumps = [
  { intensity: 12, peak: 1.2, width: 0.35 },
  { intensity: 3, peak: 12, width: 0.4 },
  { intensity: 12, peak: 150, width: 0.28 },
];
const evolution = 1.2;

const electronMass = 0.51099895e6; // eV
const thomson = 6.6524587e-25; // cm2
const hubbleTime = 9.778e9 / 0.7; // yr, for 70 km/s/Mpc
const centimetersPerYear = 9.4607305e17; // of light
const [omegaMatter, omegaLambda] = [0.3, 0.7];

/** Intensity [nW m-2 sr-1] at a wavelength [um]. */
const intensity = (wavelength) =>
  bumps.reduce((sum, b) => sum + b.intensity * Math.exp(-0.5 * (Math.log10(wavelength / b.peak) / b.width) ** 2), 0);

/** Photons per energy [cm-3 eV-1] at an energy [eV], today: 4 pi / c times nu I_nu, over E squared. */
function density(energy) {
  const wavelength = 1.23984193 / energy;
  const perSteradian = intensity(wavelength) * 1e-9 * 1e-4 * 6.241509e18; // eV s-1 cm-2 sr-1
  return (4 * Math.PI * perSteradian) / 2.99792458e10 / energy ** 2;
}

/** Cross-section of pair production over Thomson's, at the velocity of the pair. Gould & Schreder (1967), Phys. Rev. 155, 1404, Eq. 1. */
function crossSection(beta) {
  const b2 = beta * beta;
  return (3 / 16) * (1 - b2) * ((3 - b2 * b2) * Math.log((1 + beta) / (1 - beta)) - 2 * beta * (2 - b2));
}

/** Mean over directions of (1 - mu) sigma / sigma_T for a head-on threshold parameter s0 = E e / m^2. */
function meanCrossSection(s0) {
  if (s0 <= 1) return 0;
  // With s = s0 (1 - mu) / 2 from 1 to s0: the integral of 2 s sigma ds / s0^2, in ln s.
  const n = 200;
  const step = Math.log(s0) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const s = Math.exp((i + 0.5) * step);
    sum += s * s * crossSection(Math.sqrt(1 - 1 / s)) * step;
  }
  return (2 * sum) / s0 ** 2;
}

const meanTable = Array.from({ length: 1200 }, (_, i) => meanCrossSection(10 ** (i / 200)));
const mean = (s0) => {
  const x = 200 * Math.log10(s0);
  const i = Math.min(Math.floor(x), meanTable.length - 2);
  return x <= 0 ? 0 : meanTable[i] + (x - i) * (meanTable[i + 1] - meanTable[i]);
};

/** Absorption per path [cm-1] of an energy [TeV] at redshift z, both there. */
function absorption(energyHere, z) {
  const energy = energyHere * 1e12;
  let sum = 0;
  const [from, to, n] = [Math.log(1e-3), Math.log(12), 400];
  for (let i = 0; i < n; i++) {
    const photon = Math.exp(from + ((i + 0.5) * (to - from)) / n);
    // Comoving photons of today's energy photon / (1 + z), with the density's own evolution.
    const there = density(photon / (1 + z)) * (1 + z) ** (3 - evolution) * (1 / (1 + z));
    sum += there * photon * mean((energy * photon) / electronMass ** 2) * ((to - from) / n);
  }
  return thomson * sum;
}

function opticalDepth(energy, redshift) {
  const n = 60;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const z = ((i + 0.5) * redshift) / n;
    const perRedshift = hubbleTime / ((1 + z) * Math.sqrt(omegaMatter * (1 + z) ** 3 + omegaLambda));
    sum += absorption(energy * (1 + z), z) * perRedshift * centimetersPerYear * (redshift / n);
  }
  return sum;
}

const redshifts = [0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6];
const energies = Array.from({ length: 31 }, (_, i) => Number((0.02 * 10 ** (i / 9.5)).toPrecision(6)));
const rows = redshifts.map((z) => energies.map((energy) => Number(opticalDepth(energy, z).toPrecision(5))));
const list = (numbers) => `[${numbers.join(", ")}]`;
console.log(`// Made by scripts/make-table.mjs, which says from what.

/** Energies at which the table has values [TeV]. */
export const energies: readonly number[] = ${list(energies)};

/** Redshifts at which the table has values. */
export const redshifts: readonly number[] = ${list(redshifts)};

/** Optical depth, a row for each redshift. */
export const depths: readonly (readonly number[])[] = [
${rows.map((row) => `  ${list(row)},`).join("\n")}
];`);
