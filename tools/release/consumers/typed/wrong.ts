import { fit } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";

const model = powerLaw({ index: 2 });
export const right = fit([], model, { optimizer: minuit() });
export const swapped = fit([], model, { optimizer: model }); // must not compile
export const misspelled = minuit({ stratagem: 1 }); // must not compile
model.parameters[0].value = 3; // must not compile
