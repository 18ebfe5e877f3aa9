import { fileURLToPath } from "node:url";

/** The job that is timed, as a file. */
export const flareFile = fileURLToPath(new URL("../../../apps/docs/examples/flare.yaml", import.meta.url));

/** The program, as built. */
export const program = fileURLToPath(new URL("dist/gammakit.js", import.meta.resolve("gammakit/package.json")));
