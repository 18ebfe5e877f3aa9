import * as z from "zod/mini";
import { quantity, rising } from "./fields.ts";
import { once } from "./once.ts";

/** The range of an integral flux. */
export const fluxRange = once(() =>
  z._default(
    z
      .strictObject({ min: quantity("TeV", { above: 0 }), max: quantity("TeV", { above: 0 }) })
      .check(rising("min", "max", (min) => `must be greater than min, ${min} TeV`)),
    { min: 1, max: 10 },
  ),
);
