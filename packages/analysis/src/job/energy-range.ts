import * as z from "zod/mini";
import { described, quantity, rising } from "./fields.ts";

/** Two energies [TeV], the second above the first. */
export function energyRange(description: string) {
  return described(
    z
      .strictObject({ min: quantity("TeV", { least: 0 }), max: quantity("TeV", { above: 0 }) })
      .check(rising("min", "max", (min) => `must be greater than min, ${min} TeV`)),
    description,
  );
}

/** Two energies as a job file has them. */
export function describeEnergyRange({ min, max }: { readonly min: number; readonly max: number }) {
  return { min: `${min} TeV`, max: `${max} TeV` };
}
