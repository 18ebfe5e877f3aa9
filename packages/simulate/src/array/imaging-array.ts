/**
 * An array of imaging Cherenkov telescopes in a few numbers, from which `arrayResponses` makes tables. Energies E in TeV, θ is the
 * angle to the pointing. The forms are made to look like real responses, not to replace them.
 */
export interface ImagingArray {
  readonly name: string;
  /** Where it stands: degrees, east positive, and meters. */
  readonly site: { readonly lon: number; readonly lat: number; readonly altitude: number };
  /** Ends of the tables, of true energy and, a bit narrower on purpose, of reconstructed energy [TeV]. */
  readonly energyTrue: readonly [number, number];
  readonly energy: readonly [number, number];
  /** Where the field of view ends [deg]. */
  readonly offsetMax: number;
  /** Effective area scale·E^(−slope)·exp(−cutoff/E)·2^(−(θ/halfOffset)³): [cm2], number, [TeV], [deg]. */
  readonly area: {
    readonly scale: number;
    readonly slope: number;
    readonly cutoff: number;
    readonly halfOffset: number;
  };
  /**
   * ln(reconstructed/true) is Gaussian, of width √(floor² + scale²·E^(−1)) and mean bias·(threshold/E)², which grows below the
   * threshold [TeV] as showers are selected that fluctuate upward.
   */
  readonly dispersion: {
    readonly floor: number;
    readonly scale: number;
    readonly bias: number;
    readonly threshold: number;
  };
  /**
   * Width of the core of the point-spread function √(floor² + scale²·E^(−1))·(1 + growth·θ²) [deg]: 60 % of the events are in
   * that Gaussian, 33 % in one twice and 7 % in one four times as wide.
   */
  readonly psf: { readonly floor: number; readonly scale: number; readonly growth: number };
  /** Background rate scale·E^(−index)·exp(−cutoff/E)·2^(−(θ/halfOffset)³): [s-1 TeV-1 sr-1], number, [TeV], [deg]. */
  readonly background: {
    readonly scale: number;
    readonly index: number;
    readonly cutoff: number;
    readonly halfOffset: number;
  };
}

/**
 * Four telescopes of the size of H.E.S.S. phase I. The area on axis has the form and the numbers that MNRAS 402, 1342 (2010),
 * appendix B, gives for H.E.S.S. (6.85e9 cm2 (E/MeV)^−0.0891 exp(−0.5 TeV/E)). Rate and shape of the background are read off run 33787
 * of the first public data release of H.E.S.S.; resolutions are of the size that the collaboration publishes (15 %, 0.1°).
 */
export const hessLike: ImagingArray = {
  name: "HESS-like",
  site: { lon: 16.5, lat: -23.27, altitude: 1835 },
  energyTrue: [0.05, 150],
  energy: [0.1, 100],
  offsetMax: 3,
  area: { scale: 2.0e9, slope: 0.0891, cutoff: 0.5, halfOffset: 2.1 },
  dispersion: { floor: 0.12, scale: 0.08, bias: 0.08, threshold: 0.25 },
  psf: { floor: 0.035, scale: 0.03, growth: 0.06 },
  background: { scale: 1150, index: 2.6, cutoff: 0.8, halfOffset: 1.95 },
};

/**
 * A large array of the next generation: the area of the same appendix for CTA (1.71e11 cm2 (E/MeV)^−0.0891 exp(−0.1 TeV/E)),
 * resolutions of the size that is required of CTA (8 %, 0.05°), and a background such that a run of 28 minutes has some 10^5 events.
 */
export const ctaLike: ImagingArray = {
  name: "CTA-like",
  site: { lon: -70.32, lat: -24.68, altitude: 2150 },
  energyTrue: [0.01, 250],
  energy: [0.02, 200],
  offsetMax: 5,
  area: { scale: 5.0e10, slope: 0.0891, cutoff: 0.1, halfOffset: 3.8 },
  dispersion: { floor: 0.06, scale: 0.05, bias: 0.06, threshold: 0.05 },
  psf: { floor: 0.018, scale: 0.02, growth: 0.02 },
  background: { scale: 40, index: 2.7, cutoff: 0.05, halfOffset: 3.5 },
};
