import type { MinimizeResult, Objective } from "@gammakit/core";
import { flatMessage, unfinishedMessage } from "./flat-words.ts";
import type { CompiledFit } from "./objective.ts";
import { edgeOfFlat, type Outset, type Walk, type WalkOptions, walkProfile } from "./profile-walk.ts";
import type { OpenSide, Settled } from "./settle.ts";

export { polish } from "./polish.ts";

/** Walks along the profiles that may have no bound, until one leads down. */
export async function followProfiles(
  outsets: readonly Outset[],
  objective: Objective,
  found: MinimizeResult,
  options: WalkOptions,
): Promise<readonly Walk[]> {
  const walks: Walk[] = [];
  for (const outset of outsets) {
    const walk = await walkProfile(objective, found, outset, options);
    walks.push(walk);
    if (walk.kind === "lower" || walk.kind === "unknown") break;
    // Both sides of a parameter are told; more of them would not change the verdict.
    if (walk.sign > 0 && walks.some(({ kind, index }) => kind === "flat" && index === walk.index)) break;
  }
  return walks;
}

/** The sides on which the walks met no bound, the parameters on which nothing depends, and what that means for the fit. */
export async function openSides(
  compiled: CompiledFit,
  walks: readonly Walk[],
  options: WalkOptions,
): Promise<Pick<Settled, "open" | "idle" | "flat" | "unfinished">> {
  const { objective, layout, scale } = compiled;
  const idle: string[] = [];
  const open: OpenSide[] = [];
  for (const walk of walks) {
    const { kind, index, sign, rise, lowest, end } = walk;
    if (kind !== "flat" && kind !== "weak") continue;
    const edge = kind === "flat" ? await edgeOfFlat(objective, walk, options) : lowest.x[index];
    const parameter = objective.names[index];
    if (edge === undefined) {
      if (!idle.includes(parameter)) idle.push(parameter);
      continue;
    }
    open.push({
      parameter,
      side: sign > 0 ? "above" : "below",
      from: edge * scale[index],
      to: end * scale[index],
      unit: layout.parameters[layout.free[index]].unit,
      rise: Math.max(0, rise) * objective.up,
      flat: kind === "flat",
    });
  }
  const flat = open.filter((side) => side.flat);
  return {
    open,
    idle,
    ...(flat.length > 0 && { flat: flatMessage(flat) }),
    ...(walks.some(({ kind }) => kind === "unknown") && { unfinished: unfinishedMessage }),
  };
}
