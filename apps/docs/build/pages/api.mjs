import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesIn, root } from "@gammakit-tools/workspace";
import { Application } from "typedoc";
import { docs } from "../places.mjs";

const out = join(docs, "reference/api");

/** Pages of every package, from the comments in its sources: a page per entry. @returns {Promise<string>} */
export async function apiPages() {
  const entryPoints = packagesIn(root, ["packages"])
    .filter(({ manifest }) => manifest.private !== true)
    .flatMap(({ path, manifest }) =>
      Object.keys(manifest.exports ?? {}).map((subpath) => join(path, "src", subpath, "index.ts")),
    )
    .filter((path) => existsSync(path));
  rmSync(out, { recursive: true, force: true });
  const app = await Application.bootstrapWithPlugins(
    /** @type {any} */ ({
      name: "API",
      entryPoints,
      plugin: ["typedoc-plugin-markdown", "typedoc-vitepress-theme"],
      tsconfig: fileURLToPath(new URL("../../../../tools/docs/tsconfig.json", import.meta.url)),
      basePath: root,
      readme: "none",
      excludeInternal: true,
      excludeExternals: true,
      gitRevision: "main",
      sourceLinkTemplate: "https://github.com/gammakit/gammakit/blob/{gitRevision}/packages/{path}#L{line}",
      disableGit: true,
      hideGenerator: true,
      skipErrorChecking: true,
      logLevel: "Error",
      out,
      docsRoot: docs,
      router: "module",
      entryFileName: "index",
      hidePageHeader: true,
      hideBreadcrumbs: true,
      useCodeBlocks: false,
      expandObjects: false,
      interfacePropertiesFormat: "table",
      classPropertiesFormat: "table",
      typeAliasPropertiesFormat: "table",
      enumMembersFormat: "table",
      parametersFormat: "table",
      tableColumnSettings: { hideSources: true, hideInherited: true, hideModifiers: true, hideOverrides: true },
      sidebar: { autoConfiguration: true, format: "vitepress", pretty: false, collapsed: true },
    }),
  );
  const project = await app.convert();
  if (!project) throw new Error("The API pages cannot be made: run `npm run check -- --only docs` for the reasons.");
  for (const entry of project.children ?? []) entry.name = packageName(entry.name);
  await app.generateOutputs(project);
  return `API: ${entryPoints.length} entries, ${readFileSync(join(out, "index.md"), "utf8").length} bytes of index`;
}

/** "packages/io/src/node" is `@gammakit/io/node` to those who import it. @param {string} path */
function packageName(path) {
  return path.replace(/^packages\/([^/]+)\/src/, "@gammakit/$1");
}
