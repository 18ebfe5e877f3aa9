import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { Application } from "typedoc";

// Reads every package entry, from source, as the reference pages of the site are made. Undocumented exports and dead links fail. Writes nothing.
const entryPoints = packagesIn(root, ["packages"])
  .filter(({ manifest }) => manifest.private !== true)
  .flatMap(({ path, manifest }) =>
    Object.keys(manifest.exports ?? {}).map((subpath) => join(path, "src", subpath, "index.ts")),
  )
  .filter((path) => existsSync(path));

const app = await Application.bootstrap({
  name: "Gammakit",
  entryPoints,
  tsconfig: fileURLToPath(new URL("../tsconfig.json", import.meta.url)),
  basePath: root,
  readme: "none",
  excludeInternal: true,
  excludeExternals: true,
  disableGit: true,
  sourceLinkTemplate: "https://github.com/gammakit/gammakit/blob/main/{path}#L{line}",
  validation: { notExported: false, invalidLink: true, invalidPath: true, notDocumented: true },
  requiredToBeDocumented: ["Function", "Class", "Interface", "TypeAlias", "Variable", "Enum"],
  treatWarningsAsErrors: true,
  logLevel: "Warn",
});
const project = await app.convert();
if (project) app.validate(project);
const problems = app.logger.errorCount + app.logger.warningCount;
console.log(`${entryPoints.length} entries; ${problems} problems`);
process.exitCode = project && problems === 0 ? 0 : 1;
