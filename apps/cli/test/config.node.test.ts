import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { emptyFolder, gammakit } from "./program.ts";

/** What the program says of a configuration of this text, beside a plugin of that. */
async function tell(config: string, plugin = "") {
  const folder = await emptyFolder();
  await writeFile(join(folder, "plugin.mjs"), plugin);
  await writeFile(join(folder, "gammakit.config.mjs"), config);
  const { code, stderr } = await gammakit(["plugins", "--config", "gammakit.config.mjs"], { cwd: folder });
  return { code, stderr, folder };
}

describe("a configuration that can't be loaded", () => {
  test("says what was thrown, and in which file of a plugin", async () => {
    const { code, stderr, folder } = await tell('import "./plugin.mjs";', '\nthrow new TypeError("no such thing");');
    expect(stderr).toBe(
      `gammakit: ${join(folder, "gammakit.config.mjs")} can't be loaded: TypeError: no such thing (${join(folder, "plugin.mjs")}, line 2)\n`,
    );
    expect(code).toBe(2);
  });

  test("says what was thrown though it is no error", async () => {
    expect((await tell("throw null;")).stderr).toMatch(/gammakit\.config\.mjs can't be loaded: it threw null\n$/);
  });

  test("says how to find an error of syntax", async () => {
    expect((await tell("export default {\n  plugins: [\n};")).stderr).toMatch(
      /gammakit\.config\.mjs can't be loaded: SyntaxError: .+\. The place is shown by: node --check \S+gammakit\.config\.mjs\n$/,
    );
  });

  test("says which package is not installed", async () => {
    const { stderr } = await tell('import acme from "acme-flares"; export default { plugins: [acme] };');
    expect(stderr).toMatch(
      /gammakit\.config\.mjs can't be loaded: the package "acme-flares" is not installed\. Install it in that folder: npm install acme-flares\n$/,
    );
  });

  test("counts its plugins as the file does", async () => {
    const { code, stderr } = await tell("export default { plugins: [42] };");
    expect(stderr).toMatch(/gammakit\.config\.mjs: Entry 0 of the plugins is 42, not a plugin\./);
    expect(code).toBe(2);
  });

  test("says that it waits for ever, and ends", async () => {
    const { code, stderr } = await tell("await new Promise(() => {}); export default { plugins: [] };");
    expect(code).toBe(1);
    expect(stderr).toContain("it waits for what nothing is left to bring");
  });
});
