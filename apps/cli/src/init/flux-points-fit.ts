import type { Template } from "./answers.ts";
import { comparePart, filesOf, headPart, modelPart, outputsPart, posteriorPart } from "./parts.ts";

/** A job that fits flux points. */
export const fluxPointsFitTemplate: Template = {
  summary: "a model fitted to flux points that were measured before",
  questions: [
    {
      key: "points",
      words: "Files of flux points, comma-separated",
      usual: "$GAMMAPY_DATA/estimators/crab_hess_fp/crab_hess_fp.fits",
    },
  ],
  write(answers, name) {
    return `${headPart("A model fitted to flux points that were measured before.", "flux-points-fit", name)}
# Tables of flux points: FITS, ECSV or CSV, by gammakit or by Gammapy, or with columns such as e_ref, dnde, dnde_err. One may have
# energies, and ways to be compared, of its own:
#   - { file: lat.fits, name: Fermi-LAT, energy: { min: 10 GeV, max: 500 GeV }, likelihood: scans, quantity: flux }
points:
${filesOf(answers, "points")}

# Only points whose reference energies lie between these count; all where there is no such line.
# energy: { min: 0.1 TeV, max: 10 TeV }

# errors: chi2 of the points that have an error. errors-and-limits: by the errors of both sides, and by upper limits where there is no
# error. scans: the likelihood along the norm of each point, where the files have it, which says most.
likelihood: errors
# dnde: the model is compared at the reference energies. flux: its integrals over the bins, which is better where they are wide and the
# files have fluxes of bins; from dnde they follow by a spectrum that is assumed.
quantity: dnde

${modelPart}fit: { optimizer: minuit }

${comparePart}
# The range of the integral flux.
integralFlux: { min: 1 TeV, max: 10 TeV }

${posteriorPart}
${outputsPart}`;
  },
};
