import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { Application } from "typedoc";
import { writePluginsPage } from "./plugins-page.mjs";

// Reference pages of every package entry, from source, and a page of what is registered, into apps/docs/.generated. Undocumented exports and dead links fail.
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
  gitRevision: "main",
  sourceLinkTemplate: "https://github.com/gammakit/gammakit/blob/{gitRevision}/{path}#L{line}",
  disableGit: true,
  hideGenerator: true,
  validation: { notExported: false, invalidLink: true, invalidPath: true, notDocumented: true, rewrittenLink: true },
  requiredToBeDocumented: ["Function", "Class", "Interface", "TypeAlias", "Variable", "Enum"],
  treatWarningsAsErrors: true,
  logLevel: "Warn",
});
const project = await app.convert();
if (project) {
  app.validate(project);
  await app.generateDocs(project, join(root, "apps/docs/.generated"));
}
// After typedoc, which empties the folder.
writePluginsPage();
const problems = app.logger.errorCount + app.logger.warningCount;
console.log(`${entryPoints.length} entries; ${problems} problems`);
process.exitCode = project && problems === 0 ? 0 : 1;
