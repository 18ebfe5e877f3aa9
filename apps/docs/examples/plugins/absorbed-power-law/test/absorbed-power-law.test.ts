import { createRegistry } from "@gammakit/core";
import { assertClose, spectralModelConformance } from "@gammakit/testing";
import { describe, expect, test } from "vitest";
import { absorbedPowerLaw, absorbedPowerLawPlugin } from "../src/index.js";
import { depths, energies, redshifts } from "../src/opacity.js";
import { opticalDepth } from "../src/optical-depth.js";

describe("the optical depth", () => {
  test("is that of the table at its nodes", () => {
    for (const [row, z] of redshifts.entries()) {
      for (const [column, energy] of energies.entries()) {
        const [depth] = opticalDepth(energy, z);
        assertClose(depth, depths[row]![column]!, { relative: 1e-9, absolute: 1e-15 });
      }
    }
  });

  test("is nothing at redshift 0, and grows with energy and redshift", () => {
    expect(opticalDepth(1, 0)[0]).toBe(0);
    expect(opticalDepth(1, 0.1)[0]).toBeLessThan(opticalDepth(3, 0.1)[0]);
    expect(opticalDepth(1, 0.1)[0]).toBeLessThan(opticalDepth(1, 0.3)[0]);
  });
});

describe("the model", () => {
  // The table of depths is one over energies in TeV.
  const options = { registry: createRegistry([absorbedPowerLawPlugin]), ownScale: true };
  for (const { name, run } of spectralModelConformance(absorbedPowerLaw({ redshift: 0.116 }), options)) test(name, run);

  test("without a redshift it is a power law", () => {
    const out = new Float64Array(1);
    const { evaluate, parameters } = absorbedPowerLaw({ index: 2, amplitude: 3e-12, redshift: 0 });
    evaluate(
      Float64Array.of(2),
      Float64Array.from(parameters, ({ value }) => value),
      out,
    );
    assertClose(out[0]!, 3e-12 / 4, { relative: 1e-14 });
  });

  test("a job file names it by its id or its alias", () => {
    const registry = createRegistry([absorbedPowerLawPlugin]);
    expect(registry.create("spectralModel", "example/apl").id).toBe("example/absorbed-power-law");
  });
});
