import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packagesIn, root } from "@gammakit-tools/workspace";
import ts from "typescript";
import { codeBlocks } from "./code-blocks.mjs";
import { run } from "./run.mjs";

// Every ```ts block of a README is a program, unless its first line is `// excerpt`: it compiles against the built
// packages, as a consumer's would, and it runs.
const folder = fileURLToPath(new URL("../.examples/", import.meta.url));
const packages = packagesIn(root);
rmSync(folder, { recursive: true, force: true });
for (const { name, path } of packages) {
  const link = join(folder, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(path, link, "dir");
}
writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));

const examples = [".", ...packages.map((pkg) => pkg.folder)]
  .map((where) => join(where, "README.md"))
  .filter((name) => existsSync(join(root, name)))
  .flatMap((name) => codeBlocks(readFileSync(join(root, name), "utf8")).map((block) => ({ name, ...block })))
  .filter(({ code }) => !/^\s*\/\/ excerpt\b/.test(code))
  .map((example) => ({ ...example, stem: `${example.name.replaceAll(/\W+/g, "-")}-${example.line}` }));
for (const { stem, code } of examples) writeFileSync(join(folder, `${stem}.ts`), code);

const problems = [...typeErrors(), ...(await runErrors())];
for (const problem of problems) console.log(problem);
console.log(`${examples.length} examples; ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** What the compiler says, at its line in the README. @returns {string[]} */
function typeErrors() {
  const program = ts.createProgram(
    examples.map(({ stem }) => join(folder, `${stem}.ts`)),
    {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.dom.asynciterable.d.ts"],
      types: ["node"],
      typeRoots: [fileURLToPath(new URL("../node_modules/@types", import.meta.url))],
      strict: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      moduleDetection: ts.ModuleDetectionKind.Force,
      skipLibCheck: true,
      noEmit: true,
    },
  );
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const words = ts.flattenDiagnosticMessageText(messageText, "\n");
    const example = examples.find(({ stem }) => file?.fileName.endsWith(`/${stem}.ts`));
    if (!file || !example) return words;
    return `${example.name}:${example.line + file.getLineAndCharacterOfPosition(start ?? 0).line}: ${words}`;
  });
}

/** What fails when it runs. @returns {Promise<string[]>} */
async function runErrors() {
  /** @type {string[]} */
  const problems = [];
  for (const { name, line, stem, code } of examples) {
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    });
    writeFileSync(join(folder, `${stem}.mjs`), outputText);
    const { ok, output } = await run([process.execPath, `${stem}.mjs`], { cwd: folder, seconds: 60 });
    if (!ok) problems.push(`${name}:${line}: does not run.\n${output.trim()}`);
  }
  return problems;
}
