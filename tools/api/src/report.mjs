import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

/**
 * Signatures of everything an entry exports, sorted, as API Extractor writes them.
 * @param {import("@gammakit-tools/workspace").WorkspacePackage} pkg
 * @param {import("./entries.mjs").Entry} entry
 * @returns {{ text: string, errors: string[] }} `text` is a fenced block of TypeScript.
 */
export function signatures(pkg, entry) {
  const folder = mkdtempSync(join(tmpdir(), "api-"));
  /** @type {string[]} */
  const errors = [];
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(pkg.path, "package.json"),
    configObject: {
      projectFolder: pkg.path,
      mainEntryPointFilePath: entry.declarations,
      newlineKind: "lf",
      compiler: { overrideTsconfig: { compilerOptions, files: [entry.declarations] } },
      apiReport: { enabled: true, reportFileName: "report.api.md", reportFolder: folder, reportTempFolder: folder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: /** @type {any} */ ("error") } },
        extractorMessageReporting: {
          default: { logLevel: /** @type {any} */ ("none") },
          "ae-forgotten-export": { logLevel: /** @type {any} */ ("none"), addToApiReportFile: true },
        },
        tsdocMessageReporting: { default: { logLevel: /** @type {any} */ ("none") } },
      },
    },
  });
  try {
    Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        message.handled = true;
        if (message.logLevel === "error") errors.push(`${entry.specifier}: ${message.text}`);
      },
    });
    const report = readFileSync(join(folder, "report.api.md"), "utf8");
    return { text: withoutNoise(report.slice(report.indexOf("```ts"))), errors };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Leaves out release tags and notes that stand in every report. @param {string} report */
function withoutNoise(report) {
  return report
    .replace(/^ *\/\/ (@public|\(undocumented\)|\(No @packageDocumentation .*)\n/gm, "")
    .replace(/\n{2,}/g, "\n\n")
    .replace("```ts\n\n", "```ts\n")
    .replace("\n\n```", "\n```")
    .trim();
}

/** A consumer's options: the built declarations, not the sources. */
const compilerOptions = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "bundler",
  lib: ["ES2023", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  types: [],
  strict: true,
  skipLibCheck: true,
};
