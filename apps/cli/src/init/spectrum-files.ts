import type { Template } from "./answers.ts";
import {
  compareCountsPart,
  energyQuestion,
  extrasPart,
  filesOf,
  headPart,
  modelPart,
  pairOf,
  pointsPart,
  yamlText,
} from "./parts.ts";

/** A job of a spectrum from files of spectra. */
export const spectrumFilesTemplate: Template = {
  summary: "the spectrum with flux points from OGIP files that were reduced before",
  questions: [
    {
      key: "spectra",
      words: "Files of spectra, comma-separated",
      usual: ["23523", "23526", "23559", "23592"]
        .map((run) => `$GAMMAPY_DATA/joint-crab/spectra/hess/pha_obs${run}.fits`)
        .join(","),
    },
    { ...energyQuestion, usual: "0.66 TeV,30 TeV" },
  ],
  write(answers, name) {
    const [min, max] = pairOf(answers, "energy").map(yamlText);
    return `${headPart("Spectrum: one model fitted to spectra that were reduced before, and flux points.", "spectrum-files", name)}
# The spectra: OGIP files (PHA), which name their responses and backgrounds, or those of Gammapy. One may have energies of its own:
#   - { file: pha_obs23523.fits, name: first, energy: { min: 0.66 TeV, max: 30 TeV } }
spectra:
${filesOf(answers, "spectra")}

# The energies that count in the fit: bins that lie wholly between them. Without this line all safe bins do.
energy: { min: ${min}, max: ${max} }

${modelPart}
${compareCountsPart}fit: { optimizer: minuit }

# The spectra are fitted jointly, each with its own background. Those with the same bins can be stacked to one.
stack: false

${pointsPart(min, max)}
${extrasPart}`;
  },
};
