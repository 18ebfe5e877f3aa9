/** The flare job on the real data; parts of it are replaced by tests. */
export const flare = {
  job: "time-resolved-spectroscopy",
  data: {
    store: "$GAMMAPY_DATA/hess-dl3-dr1",
    select: { type: "sky_circle", lon: "329.71693826 deg", lat: "-30.2255890 deg", radius: "2 deg" },
  },
  time: { start: "2006-07-29T20:30:00", width: "15 min", count: 4 },
  on: { type: "circle", lon: "329.71693826 deg", lat: "-30.2255890 deg", radius: "0.11 deg" },
  energy: { min: "0.4 TeV", max: "20 TeV", bins: 10 },
  energyTrue: { min: "0.1 TeV", max: "40 TeV", bins: 20 },
  containmentCorrection: true,
  model: { type: "power-law", parameters: { index: 3, amplitude: "2e-11 cm-2 s-1 TeV-1" } },
};
