import { isForPages, packagesIn, root } from "@gammakit-tools/workspace";
import { build } from "esbuild";

// Bundles every package root, as built, for browsers. A Node built-in on the way is an error.
const targets = packagesIn(root, ["packages"]).filter(isForPages);
let failed = 0;
for (const { name, path } of targets) {
  try {
    const { outputFiles } = await build({
      stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: path },
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      minify: true,
      write: false,
      logLevel: "silent",
    });
    console.log(`${name.padEnd(24)}${(outputFiles[0].contents.length / 1024).toFixed(1).padStart(8)} KiB`);
  } catch (error) {
    failed += 1;
    for (const { text, location } of error.errors ?? [{ text: String(error) }]) {
      console.log(`${name}: ${text}${location ? ` (${location.file}:${location.line})` : ""}`);
    }
  }
}
process.exitCode = failed === 0 ? 0 : 1;
