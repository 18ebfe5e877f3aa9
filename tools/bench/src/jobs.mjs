import { fileURLToPath } from "node:url";
import { cli } from "@gammakit-tools/workspace";

/** @param {string} name */
const example = (name) => fileURLToPath(new URL(`../../../apps/docs/examples/${name}`, import.meta.url));

/** The job of time-resolved spectroscopy. */
export const flareFile = example("flare.yaml");
/** The program as built. */
export const { program } = cli;

/**
 * The jobs that are timed as whole processes: file, folder of its data below $GAMMAPY_DATA, largest memory [MB].
 * @type {readonly { title: string, file: string, folder: string, memory: number }[]}
 */
export const jobs = [
  { title: "time-resolved spectroscopy", file: flareFile, folder: "hess-dl3-dr1", memory: 100 },
  { title: "51 rectangles", file: example("galactic-plane.yaml"), folder: "fermi-3fhl-gc", memory: 110 },
  { title: "10 rings in 2 bands", file: example("galactic-center.yaml"), folder: "fermi-3fhl-gc", memory: 110 },
];
