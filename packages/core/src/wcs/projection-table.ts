import { GammakitError } from "../errors/gammakit-error.ts";
import { nearest } from "../errors/suggest.ts";
import type { Projection, ProjectionFactory } from "./projection.ts";
import { ait } from "./projections/ait.ts";
import { arc } from "./projections/arc.ts";
import { car } from "./projections/car.ts";
import { cea } from "./projections/cea.ts";
import { mer } from "./projections/mer.ts";
import { mol } from "./projections/mol.ts";
import { gls, sfl } from "./projections/sfl.ts";
import { sin } from "./projections/sin.ts";
import { stg } from "./projections/stg.ts";
import { tan } from "./projections/tan.ts";
import { zea } from "./projections/zea.ts";

const projections: Readonly<Record<string, ProjectionFactory>> = {
  AIT: ait,
  ARC: arc,
  CAR: car,
  CEA: cea,
  GLS: gls,
  MER: mer,
  MOL: mol,
  SFL: sfl,
  SIN: sin,
  STG: stg,
  TAN: tan,
  ZEA: zea,
};

/** The projection with a three-letter code. Throws "unsupported" for codes this library does not have. */
export function createProjection(code: string, pv: readonly number[] = []): Projection {
  if (Object.hasOwn(projections, code)) return projections[code](pv);
  const known = Object.keys(projections);
  const suggestion = nearest(code, known);
  const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
  throw new GammakitError("unsupported", `No projection "${code}".${hint} Known: ${known.join(", ")}.`, {
    code,
    known,
  });
}
