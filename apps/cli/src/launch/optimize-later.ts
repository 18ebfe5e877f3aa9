import { setFlagsFromString } from "node:v8";

/** Settings of V8 in Node 20: as it has them, and as is better for a program that ends within a second. */
const settings = [
  // Bytes of its code that a function runs through before it may be optimized.
  { name: "interrupt-budget", usual: 67_584, patient: 300_000 },
  // How often a function runs its own length before V8 keeps what types it meets.
  { name: "interrupt-budget-factor-for-feedback-allocation", usual: 8, patient: 24 },
] as const;

/**
 * Lets V8 wait longer before it optimizes a function, and answers with what takes that back. Most functions of a short run have done
 * all their work before their better code is there, and two cores have to compile it beside the work itself. In Node 20 alone: newer ones
 * have a quicker compiler for this time of a run, and other settings.
 *
 * To be called when Node's own modules are loaded and the program's kept code is read: kept code holds for the settings it was made with.
 */
export function optimizeLater(): () => void {
  if (!process.version.startsWith("v20.")) return () => {};
  set("patient");
  return () => set("usual");
}

function set(which: "usual" | "patient"): void {
  for (const setting of settings) setFlagsFromString(`--${setting.name}=${setting[which]}`);
}
