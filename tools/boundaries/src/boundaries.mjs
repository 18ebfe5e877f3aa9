import { root } from "@gammakit-tools/workspace";
import { checkBoundaries } from "./check-boundaries.mjs";

const { problems, packages, files, imports } = checkBoundaries(root);
for (const problem of problems) console.error(problem);
console.log(`${packages} packages, ${files} files, ${imports} imports; ${problems.length} outside the table`);
process.exitCode = problems.length === 0 ? 0 : 1;
