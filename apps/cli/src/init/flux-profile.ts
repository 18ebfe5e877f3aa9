import type { Template } from "./answers.ts";
import {
  countOf,
  extrasPart,
  fluxOptionsPart,
  headPart,
  pairOf,
  positionText,
  sourceQuestion,
  yamlText,
} from "./parts.ts";

/** A job of a flux profile. */
export const fluxProfileTemplate: Template = {
  summary: "the flux in rings or rectangles on a map",
  questions: [
    {
      key: "dataset",
      words: "Map with counts and exposure (FITS)",
      usual: "$GAMMAPY_DATA/fermi-3fhl-gc/fermi-3fhl-gc.fits.gz",
    },
    {
      ...sourceQuestion,
      words: "Longitude and latitude of the center (ICRS, deg)",
      usual: "266.40498829,-28.93617776",
    },
    { key: "radius", words: "Radius of the outermost ring", usual: "1.5 deg" },
    { key: "count", words: "Number of rings", usual: "10" },
    { key: "energy", words: "Lowest and highest energy", usual: "10 GeV,2000 GeV" },
  ],
  write(answers, name) {
    const edges = pairOf(answers, "energy").map(yamlText).join(", ");
    return `${headPart("Flux profile: the flux in several regions of a map.", "flux-profile", name)}
# A map dataset with counts, exposure and background, as Gammapy writes it. gammakit inspect shows what a file has.
dataset: ${yamlText(answers.dataset)}

# Rings around a center. Also rectangles along a line:
#   regions:
#     type: rectangles
#     frame: galactic
#     start: { lon: 10 deg, lat: 0 deg }
#     end: { lon: 350 deg, lat: 0 deg }
#     height: 3 deg
#     count: 51
#     path: projection            # or great-circle
regions:
  type: annuli
  frame: icrs
  center: { ${positionText(answers)} }
  radiusMin: 0 deg
  radiusMax: ${yamlText(answers.radius)}
  count: ${countOf(answers)}

# The norm of this spectrum is fitted in each region and energy bin. gammakit models lists the models.
model: { type: power-law, parameters: { index: 2.3 } }

# Edges of the energy bins: two edges are one bin. They should be edges of the map.
energyEdges: [${edges}]

# The optimizer of the norms; Newton's method where none is named.
# fit: { optimizer: minuit }

# What is done to the spectrum of each region before it is fitted; gammakit plugins lists the makers.
makers: []

# The reader of the map, where its content does not tell which: one that a plugin adds, for example.
# reader: fits-map

${fluxOptionsPart()}
${extrasPart}`;
  },
};
