import { fit, fitFluxPoints } from "@gammakit/fit";
import { minuit } from "@gammakit/minuit";
import { powerLaw } from "@gammakit/models";
import { assertClose } from "@gammakit/testing";
import { expect, test } from "vitest";
import { fluxPoints } from "../../src/index.ts";
import { onOffToy } from "../support/toys.ts";

const optimizer = minuit();
const start = powerLaw({ index: 2.5, amplitude: 1e-11, reference: 1 });

test("flux points of few counts, fitted by their scans, give what the counts themselves give; by their errors they do not", async () => {
  const data = [onOffToy("few", [40, 14, 2], [30, 20, 12])];
  const counts = await fit(data, start, { optimizer });
  const points = await fluxPoints(data, {
    reference: counts.model,
    energyEdges: [1, 2, 4, 8],
    selection: ["scan"],
    optimizer,
  });
  const [scans, errors] = await Promise.all(
    (["scans", "errors"] as const).map((likelihood) =>
      fitFluxPoints(points, start, { optimizer, likelihood, quantity: "flux" }),
    ),
  );
  for (const [i, scale] of [1, 1e-11].entries()) {
    const { value, error = 0 } = counts.model.parameters[i];
    const found = scans.model.parameters[i];
    assertClose(found.value / scale, value / scale, { absolute: (0.05 * error) / scale });
    assertClose((found.error ?? 0) / error, 1, { absolute: 0.05 });
  }
  const [{ value, error = 0 }] = counts.model.parameters;
  expect(Math.abs(errors.model.parameters[0].value - value)).toBeGreaterThan(0.2 * error);
});
