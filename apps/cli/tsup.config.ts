import { preset } from "@gammakit-tools/tsup";

// One program: everything it needs is inside, in pieces that are loaded when they are called for.
export default preset(
  { gammakit: "src/gammakit.ts" },
  {
    platform: "node",
    dts: false,
    sourcemap: false,
    minifySyntax: true,
    minifyWhitespace: true,
    noExternal: [/.*/],
    banner: {
      js: 'import { createRequire as gammakitRequire } from "node:module";\nconst require = gammakitRequire(import.meta.url);',
    },
  },
);
