import { absorbedPowerLawPlugin } from "gammakit-example-absorbed-power-law";
import { annulusPlugin } from "gammakit-example-annulus";
import { bfgsPlugin } from "gammakit-example-bfgs";

// The program and its workers load this file: what it lists can be named in the jobs beside it.
export default { plugins: [absorbedPowerLawPlugin, bfgsPlugin, annulusPlugin] };
