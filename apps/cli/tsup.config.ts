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

// One program in few files: the option parser, and everything else, which is loaded when a command is called for.
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
    esbuildPlugins: [withoutChildProcess],
    banner: {
      js: 'import { createRequire as gammakitRequire } from "node:module";\nconst require = gammakitRequire(import.meta.url);',
    },
  },
);
