/** A job on a night. */
export const nightJob = {
  job: "time-resolved-spectroscopy",
  data: { store: "night", obsIds: [1, 2, 3] },
  time: { start: "2023-09-13T19:12:00", scale: "utc", width: "15 min", count: 9 },
  on: { type: "circle", frame: "icrs", lon: "329.71694 deg", lat: "-30.22559 deg", radius: "0.11 deg" },
  energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
  energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 20 },
  containmentCorrection: true,
  model: { type: "power-law", parameters: { index: 3, amplitude: 2e-11 } },
  integralFlux: { min: "1 TeV", max: "10 TeV" },
};
