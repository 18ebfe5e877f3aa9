import { defineConfig } from "tsup";

/**
 * The one build preset: ES modules, declarations, source maps.
 * `entry` maps output names to sources; `options` are passed on to tsup.
 */
export function preset(entry = { index: "src/index.ts" }, options = {}) {
  return defineConfig({
    entry,
    format: ["esm"],
    target: "es2022",
    platform: "neutral",
    dts: { compilerOptions: { customConditions: [] } },
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: false,
    ...options,
  });
}
