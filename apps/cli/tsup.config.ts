import { preset } from "@gammakit-tools/tsup";
import type { Options } from "tsup";

/** The option parser can start other programs, which we never ask for: Node's part for it need not be loaded. */
const withoutChildProcess: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "without-child-process",
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, () => ({ path: "child-process", namespace: "empty" }));
    build.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "module.exports = {};" }));
  },
};

// The option parser in one file, and what commands and jobs need in others, loaded when they are called for.
export default preset(
  { gammakit: "src/gammakit.ts" },
  {
    platform: "node",
    dts: false,
    sourcemap: false,
    minifySyntax: true,
    minifyWhitespace: true,
    noExternal: [/.*/],
    removeNodeProtocol: false,
    // From the sources, so that what a command does not need stays in files that it does not load.
    esbuildOptions(options) {
      options.conditions = ["@gammakit/source"];
    },
    esbuildPlugins: [withoutChildProcess],
    banner: {
      js: 'import { createRequire as gammakitRequire } from "node:module";\nconst require = gammakitRequire(import.meta.url);',
    },
  },
);
