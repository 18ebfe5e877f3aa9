import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Asker } from "../src/asker.ts";
import { kinds } from "../src/kinds.ts";
import { main } from "../src/main.ts";
import { prefixOf } from "../src/names.ts";
import { type Answers, filesOf } from "../src/template.ts";
import { UserError } from "../src/user-error.ts";
import { writeFiles } from "../src/write-files.ts";

let folder = "";
let said = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "create-plugin-"));
  said = "";
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const answers: Answers = {
  name: "@acme/flares",
  kind: "reader",
  prefix: "acme",
  author: 'Ada "the first" Byron',
  license: "MIT",
  version: "1.2.3",
  year: 2026,
};

describe("the files of a plugin", () => {
  test.each(Object.keys(kinds))("%s: all there, nothing left to fill in", (kind) => {
    const files = filesOf({ ...answers, kind });
    const { file, extension, id } = kinds[kind];
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        ".github/workflows/ci.yml",
        ".gitignore",
        "LICENSE",
        "README.md",
        "example/gammakit.config.mjs",
        "package.json",
        "src/index.ts",
        `src/${file}.ts`,
        `test/${file}.test.ts`,
        "tsconfig.build.json",
        "tsconfig.json",
      ]),
    );
    const open = [...files].filter(([, text]) => /\{\{\w/.test(text)).map(([path]) => path);
    expect(open).toEqual([]);
    expect(files.get(`src/${file}.ts`)).toContain(`export const ${extension} = `);
    expect(files.get(`src/${file}.ts`)).toContain(`id: "acme/${id}"`);
    expect(files.get("src/index.ts")).toContain(`extensions: [${extension}]`);
    expect(files.get("LICENSE")).toContain('Copyright (c) 2026 Ada "the first" Byron');
  });

  test("core is a peer; the gammakit packages have the version of this one, the others those that we test with", () => {
    const manifest = JSON.parse(filesOf(answers).get("package.json") ?? "");
    expect(manifest).toMatchObject({
      name: "@acme/flares",
      license: "MIT",
      author: 'Ada "the first" Byron',
      peerDependencies: { "@gammakit/core": "^1.2.3" },
      devDependencies: { "@gammakit/core": "^1.2.3", "@gammakit/testing": "^1.2.3" },
    });
    expect(manifest.dependencies).toBeUndefined();
    const catalog = readFileSync(new URL("../../../pnpm-workspace.yaml", import.meta.url), "utf8");
    for (const name of ["typescript", "vitest"]) {
      const version = new RegExp(`^  ${name}: (.*)$`, "m").exec(catalog)?.[1];
      expect(manifest.devDependencies[name].replace(/^[~^]/, "")).toBe(version);
    }
  });

  test("a license without a text has no file", () => {
    const files = filesOf({ ...answers, license: "UNLICENSED" });
    expect(files.has("LICENSE")).toBe(false);
    expect(filesOf({ ...answers, license: "BSD-3-Clause" }).get("LICENSE")).toContain("Redistributions of source code");
  });
});

test.each([
  ["@acme/flares", "acme"],
  ["gammakit-plugin-flares", "flares"],
  ["my-plugin", "my"],
  ["big.blue_sky", "big-blue-sky"],
  ["gammakit-plugin", "gammakit-plugin"],
  ["--", "my"],
])("the prefix of %s is %s", (name, prefix) => {
  expect(prefixOf(name)).toBe(prefix);
});

describe("the program", () => {
  test("writes a plugin, and says what comes next", async () => {
    const target = join(folder, "below", "gammakit-plugin-flares");
    expect(await main([target, "--kind", "optimizer"], () => undefined)).toBe(0);
    expect(readFileSync(join(target, "src/pattern-search.ts"), "utf8")).toContain('id: "flares/pattern-search"');
    expect(readdirSync(join(folder, "below"))).toEqual(["gammakit-plugin-flares"]);
    expect(said).toContain("a plugin with an optimizer, in");
    expect(said).toContain("npm install\n  npm test");
  });

  test("takes an empty folder", async () => {
    mkdirSync(join(folder, "mine"));
    expect(await main([join(folder, "mine"), "--name", "@acme/mine"], () => undefined)).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "mine/package.json"), "utf8")).name).toBe("@acme/mine");
    expect(existsSync(join(folder, "mine/example/job.yaml"))).toBe(true);
  });

  test("refuses a folder with something in it, and leaves it as it was", async () => {
    writeFileSync(join(folder, "thesis.tex"), "");
    expect(await main([folder, "--name", "mine", "--yes"])).toBe(2);
    expect(said).toContain("is not empty (thesis.tex)");
    expect(await main([join(folder, "thesis.tex"), "--name", "mine", "--yes"])).toBe(2);
    expect(said).toContain("is a file");
    expect(readdirSync(folder)).toEqual(["thesis.tex"]);
  });

  test.each([
    [["Big Plugin"], '"Big Plugin" can\'t be the name of a package'],
    [["mine", "--name", "@acme"], '"@acme" can\'t be the name of a package'],
    [["mine", "--name", ".hidden"], "can't be the name"],
    [["mine", "--name", "fs"], "taken by Node itself"],
    [["mine", "--name", "x".repeat(215)], "npm takes at most 214"],
    [["mine", "--kind", "telescope"], 'There is no kind "telescope". Kinds: spectral-model, spatial-model'],
    [["mine", "--license", "GPL"], "--license is one of BSD-3-Clause, MIT, UNLICENSED"],
    [["mine", "--prefix", "Acme/"], "it is kebab-case"],
    [["mine", "--author", "{{name}}"], "without braces"],
    [["mine", "--knid", "reader"], "Unknown option '--knid'"],
    [["mine", "--kind"], "argument missing"],
    [["mine", "yours"], "One folder, please"],
    [[], "Which folder?"],
  ])("refuses %j", async (args, words) => {
    expect(
      await main(
        args.map((word) => (word === "mine" ? join(folder, word) : word)),
        () => undefined,
      ),
    ).toBe(2);
    expect(said).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("tells its version and its kinds", async () => {
    expect(await main(["--version"])).toBe(0);
    expect(said).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await main(["--help"])).toBe(0);
    for (const kind of Object.keys(kinds)) expect(said).toContain(`\n  ${kind} `);
  });

  test("asks at a terminal for what no flag says, and again where the answer is none", async () => {
    const replies = [join(folder, "mine"), "telescope", "prior", "", "Ada", ""];
    const asked: string[] = [];
    const asker: Asker = {
      async ask(question, usual, check = (answer) => answer) {
        for (;;) {
          asked.push(question.split("\n").at(-1) ?? "");
          try {
            return check(replies.shift() || usual);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        }
      },
      close: () => {},
    };
    expect(await main([], () => asker)).toBe(0);
    expect(asked).toEqual([
      "Folder, or name of the package",
      "Kind",
      "Kind",
      "Prefix of its ids",
      "Author",
      "License: BSD-3-Clause, MIT, UNLICENSED",
    ]);
    const license = readFileSync(join(folder, "mine/LICENSE"), "utf8");
    expect(license).toMatch(/^BSD 3-Clause License\n\nCopyright \(c\) \d{4}, Ada\n/);
  });
});

test("what cannot be written whole is not written at all", () => {
  const target = join(folder, "mine");
  const files = new Map([
    ["a.txt", "a"],
    ["a.txt/b.txt", "a folder where there is a file"],
  ]);
  expect(() => writeFiles(target, files)).toThrow("Nothing was left behind.");
  expect(readdirSync(folder)).toEqual([]);
});
