import { preset } from "@gammakit-tools/tsup";

// Pages take the files as they are, without a bundler: all that they need is in them.
export default preset(
  { index: "src/index.ts", define: "src/define.ts", worker: "src/worker.ts" },
  {
    platform: "browser",
    splitting: false,
    noExternal: [/./],
    dts: { entry: { index: "src/index.ts", define: "src/define.ts" }, compilerOptions: { customConditions: [] } },
    minifySyntax: true,
    minifyWhitespace: true,
    treeshake: false,
    esbuildOptions(options) {
      // From the sources, so that what nothing asks for is left out.
      options.conditions = ["@gammakit/source"];
    },
  },
);
