import { mkdir, mkdtemp, symlink, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serialize } from "node:v8";
import type { Executor } from "@gammakit/core";
import { collect, valuesOf } from "@gammakit-tools/vitest/outcomes";
import { describeWithRedis } from "@gammakit-tools/vitest/redis";
import { describe, expect, test } from "vitest";
import { identityWith, parseNote, unsuited } from "../src/identity.ts";
import { type BullmqOptions, bullmqExecutor, startWorker } from "../src/index.ts";
import { pluginVersions } from "../src/plugins/plugin-versions.ts";
import { createThreads } from "../src/worker/threads.ts";
import { deadly, plugins, slow, square } from "./fixtures/tasks.ts";
import { eventually, joinWorker, sharedRedis } from "./support.ts";

/** A plugin that does nothing but have a name. */
const plugin = (name: string, note = "") =>
  `${note}\nexport const plugin = { name: "${name}", contract: 1, extensions: [] };\n`;

const ofFile = 'import { plugin } from "./acme.mjs";\nexport default { plugins: [plugin] };\n';
const ofPackage = 'import { plugin } from "acme";\nexport default { plugins: [plugin] };\n';

/** The files of a package below node_modules. */
const installed = (name: string, version: string, dependencies: Readonly<Record<string, string>> = {}, note = "") => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version, exports: "./main.mjs", dependencies }),
  [`node_modules/${name}/main.mjs`]: plugin(name, note),
});

/** A folder with files; the address of its gammakit.config.mjs. */
async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gammakit-test-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return pathToFileURL(join(folder, "gammakit.config.mjs")).href;
}

const versionsIn = async (files: Readonly<Record<string, string>>) => pluginVersions(await folderOf(files));

describe("the version of a plugin", () => {
  test("is that of its package, with the packages that it needs", async () => {
    const found = await versionsIn({
      "gammakit.config.mjs": ofPackage,
      ...installed("acme", "1.2.0", { "@other/sums": "^2", absent: "*" }),
      ...installed("@other/sums", "2.7.1", { deeper: "*" }),
      ...installed("deeper", "0.1.0", { acme: "*" }),
    });
    expect(found).toEqual([
      { name: "acme", version: "1.2.0", needs: ["@other/sums 2.7.1", "acme 1.2.0", "deeper 0.1.0"] },
    ]);
  });

  test("is the content of the file that it comes from, wherever that lies, and of what that imports", async () => {
    const files = {
      "gammakit.config.mjs": ofFile,
      "acme.mjs": plugin(
        "acme",
        'import "./more/sums.mjs";\nimport "sums";\nnew URL("./table.json", import.meta.url);',
      ),
      "more/sums.mjs": "export const sum = 1;\n",
      "table.json": "[1]",
      ...installed("sums", "1.0.0"),
    };
    const [first] = await versionsIn(files);
    expect(first).toMatchObject({ name: "acme", needs: ["sums 1.0.0"] });
    expect(first.version).toMatch(/^with the content [0-9a-f]{16}$/);
    const versionWith = async (changes: Readonly<Record<string, string>>) =>
      (await versionsIn({ ...files, ...changes }))[0].version;
    // Neither what else is in the configuration, nor how lines end.
    expect(
      await versionWith({
        "gammakit.config.mjs": `// More.\n${ofFile}`,
        "more/sums.mjs": "export const sum = 1;\r\n",
        "beside.mjs": "2",
      }),
    ).toBe(first.version);
    for (const change of [{ "more/sums.mjs": "export const sum = 2;\n" }, { "table.json": "[2]" }]) {
      expect(await versionWith(change)).not.toBe(first.version);
    }
    expect((await versionsIn({ ...files, ...installed("sums", "1.0.1") }))[0].needs).toEqual(["sums 1.0.1"]);
  });

  test("is the content of the configuration where that makes it", async () => {
    const made = (scale: number) => `const make = (scale) => ({ name: "acme", contract: 1, extensions: [], scale });
export default { plugins: [make(${scale})] };\n`;
    const [[one], [same], [two]] = await Promise.all(
      [1, 1, 2].map((scale) => versionsIn({ "gammakit.config.mjs": made(scale) })),
    );
    expect(one).toEqual(same);
    expect(one.version).not.toBe(two.version);
    const [address] = await pluginVersions(`data:text/javascript,${encodeURIComponent(made(1))}`);
    expect(address.version).toMatch(/^with the content/);
  });

  test("says of a package that is linked also what is in it: a working copy changes while its version stays", async () => {
    const versionWith = async (note: string) => {
      const config = await folderOf({ "gammakit.config.mjs": ofPackage, "node_modules/x/y": "" });
      const copy = await folderOf({
        "package.json": JSON.stringify({ name: "acme", version: "0.1.0", exports: { ".": { default: "./main.mjs" } } }),
        "main.mjs": plugin("acme", note),
      });
      await symlink(dirname(new URL(copy).pathname), join(dirname(new URL(config).pathname), "node_modules/acme"));
      return (await pluginVersions(config))[0].version;
    };
    const [one, same, other] = [await versionWith("// 1"), await versionWith("// 1"), await versionWith("// 2")];
    expect(one).toMatch(/^0\.1\.0 with the content [0-9a-f]{16}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test("says of a package that is linked what is in it, also where its manifest names a folder", async () => {
    const versionWith = async (note: string) => {
      const config = await folderOf({ "gammakit.config.mjs": ofPackage, "node_modules/x/y": "" });
      const copy = await folderOf({
        "package.json": JSON.stringify({ name: "acme", version: "0.1.0", main: "lib" }),
        "lib/index.js": `exports.plugin = { name: "acme", contract: 1, extensions: [] }; ${note}`,
      });
      await symlink(dirname(new URL(copy).pathname), join(dirname(new URL(config).pathname), "node_modules/acme"));
      return (await pluginVersions(config))[0].version;
    };
    expect(await versionWith("// 1")).not.toBe(await versionWith("// 2"));
  });

  test("is the same where packages lie side by side and where they are linked, as by pnpm", async () => {
    const needs = { acme: { sums: "*", "@a/b": "*" }, sums: { "@a/b": "*" }, "@a/b": { acme: "*" } };
    const files = (under: (name: string) => string) =>
      Object.entries(needs).reduce((all, [name, dependencies]) => {
        const own = Object.entries(installed(name, "1.2.0", dependencies));
        return Object.assign(all, Object.fromEntries(own.map(([path, text]) => [`${under(name)}${path}`, text])));
      }, {});
    const flat = await folderOf({ "gammakit.config.mjs": ofPackage, ...files(() => "") });
    const store = (name: string) => `node_modules/.pnpm/${name.replace("/", "+")}@1.2.0/`;
    const linked = await folderOf({ "gammakit.config.mjs": ofPackage, ...files(store) });
    const link = async (name: string, from: string) => {
      const path = fileURLToPath(new URL(`${from}node_modules/${name}`, linked));
      await mkdir(dirname(path), { recursive: true });
      await symlink(fileURLToPath(new URL(`${store(name)}node_modules/${name}`, linked)), path);
    };
    await link("acme", "");
    for (const [name, dependencies] of Object.entries(needs)) {
      for (const needed of Object.keys(dependencies)) await link(needed, store(name));
    }
    const [one] = await pluginVersions(flat);
    expect(one.needs.length).toBe(3);
    expect(await pluginVersions(linked)).toEqual([one]);
  });

  test("is that of the package that the file gets which imports it", async () => {
    const versionWith = async (version: string) => {
      const [found] = await versionsIn({
        "gammakit.config.mjs": 'import { list } from "./sub/list.mjs";\nexport default { plugins: [...list] };\n',
        "sub/list.mjs": 'import { plugin } from "acme";\nexport const list = [plugin];\n',
        ...installed("acme", "1.0.0"),
        ...Object.fromEntries(Object.entries(installed("acme", version)).map(([path, text]) => [`sub/${path}`, text])),
      });
      return found.version;
    };
    expect([await versionWith("2.0.0"), await versionWith("2.1.0")]).toEqual(["2.0.0", "2.1.0"]);
  });

  test.each([
    "./zero%00",
    "./slash%2F",
    `./${"x".repeat(300)}`,
    "./loop",
    "./unreadable",
    "./",
    "file://host/share/x.mjs",
    "odd",
  ])("minds nothing that only looks like an import, or can't be read: %s", async (specifier) => {
    const config = await folderOf({
      "gammakit.config.mjs": ofFile,
      "acme.mjs": plugin("acme", `// import "${specifier}";\nnew URL("${specifier}", import.meta.url);`),
      "node_modules/odd/package.json": specifier === "odd" ? "null" : '{ "dependencies": null }',
    });
    await symlink("loop", new URL("loop", config));
    await symlink("/proc/self/mem", new URL("unreadable", config));
    expect((await pluginVersions(config))[0].version).toMatch(/^with the content/);
  });

  test("is found without running what the configuration does not import", async () => {
    const comment = '/*\nimport { plugin } from "./old.mjs";\n*/\n';
    await versionsIn({
      "gammakit.config.mjs": comment + ofFile,
      "acme.mjs": plugin("acme"),
      "old.mjs": `globalThis.hasRunOld = true;${plugin("acme")}`,
    });
    expect(globalThis).not.toHaveProperty("hasRunOld");
  });

  test("sees each change of a large file, which it reads once", async () => {
    const files = { "gammakit.config.mjs": ofFile, "acme.mjs": plugin("acme", 'new URL("./table", import.meta.url);') };
    const config = await folderOf({ ...files, table: "" });
    const version = async () => (await pluginVersions(config))[0].version;
    const timed = async () => {
      const begun = performance.now();
      await version();
      return performance.now() - begun;
    };
    await truncate(new URL("table", config), 2 ** 28);
    const [first, second] = [await timed(), await timed()];
    expect(second).toBeLessThan(first / 3);
    const before = await version();
    await utimes(new URL("table", config), 1, 1);
    expect(await version()).toBe(before);
    await truncate(new URL("table", config), 2 ** 28 + 1);
    expect(await version()).not.toBe(before);
  });

  test("is the same of the same two plugins of one name", async () => {
    const files = {
      "gammakit.config.mjs": `import { plugin as two } from "./two.mjs";\n${ofFile.replace("[plugin]", "[plugin, two]")}`,
      "acme.mjs": plugin("acme"),
      "two.mjs": plugin("acme", "// Two."),
    };
    const [one, same] = [identityWith(await versionsIn(files)), identityWith(await versionsIn(files))];
    expect(unsuited(one, same)).toBeUndefined();
    const other = identityWith(await versionsIn({ ...files, "two.mjs": plugin("acme", "// Three.") }));
    expect(unsuited(one, other)).toContain("it has the plugin acme with the content");
  });

  test("is not read from a note that is none", () => {
    const note = identityWith([{ name: "acme", version: "1.0.0", needs: ["sums 1.0.0"] }]);
    expect(parseNote(JSON.stringify(note))).toEqual(note);
    for (const odd of [null, {}, { name: "acme", version: "1.0.0", needs: [1] }, { name: "acme", version: "1.0.0" }]) {
      expect(parseNote(JSON.stringify({ ...note, plugins: [odd] }))).toBeUndefined();
    }
  });

  test("differs in words with what to do", () => {
    const has = (version: string, ...needs: readonly string[]) => identityWith([{ name: "acme", version, needs }]);
    const job = has("1.1.0", "sums 2.0.0");
    expect(unsuited(has("1.1.0", "sums 2.0.0"), job)).toBeUndefined();
    expect(unsuited(has("1.0.0"), job)).toBe(
      "it has the plugin acme 1.0.0, the job acme 1.1.0 (install the same on both, and start the worker again)",
    );
    expect(unsuited(has("1.1.0", "sums 2.0.1"), job)).toContain(
      "acme works with sums 2.0.1, that of the job with sums 2.0.0",
    );
    expect(unsuited(has("1.1.0"), job)).toContain("acme works with no sums, that of the job with sums 2.0.0");
    expect(unsuited(job, has("1.1.0"))).toContain("acme works with sums 2.0.0, that of the job with no sums");
    expect(unsuited(has("with the content a"), has("with the content b"))).toContain("bring the same files to both");
    expect(unsuited(job, { ...job, gammakit: "9.0.0" })).toContain("the job 9.0.0 (install the same on both)");
    expect(unsuited(job, { ...job, node: 99 })).toContain("the job Node 99 (run both with the same)");
  });
});

test("a thread that ends while its plugins are checked is replaced", async () => {
  const module = await folderOf({
    "gammakit.config.mjs": "export default async () => { setTimeout(() => process.exit(3), 50); return [1]; };",
  });
  const threads = createThreads(module, 1, () => new Promise((resolve) => setTimeout(resolve, 500)));
  const request = { module: "tasks", export: "task", inputs: serialize([]), shared: {}, plugins: [] };
  for (let i = 0; i < 2; i++) {
    expect(await threads.run(request, new AbortController().signal)).toMatchObject({ kind: "replies" });
  }
  await threads.close();
});

describeWithRedis("a job with plugins", () => {
  const group = sharedRedis();
  const { open } = group;

  const make = (options: Partial<BullmqOptions> = {}): Executor =>
    open.add(bullmqExecutor({ redis: group.redis.url, worker: group.worker, workers: 0, ...options }));
  const joinWith = async (config: string) => {
    const made = await joinWorker({
      redis: group.redis.url,
      worker: String(group.worker),
      modules: ["test-tasks"],
      config,
    });
    open.add({ close: () => made.kill() });
    return made;
  };
  const acme = (version: string) => folderOf({ "gammakit.config.mjs": ofPackage, ...installed("acme", version) });

  test("is not done by a worker with another version, and is by one that has it, and more", async () => {
    const old = await joinWith(await acme("1.0.0"));
    const told: string[] = [];
    const found = collect(
      make({ config: await acme("1.1.0"), onNotice: (words) => void told.push(words) }).map(plugins, [0]),
    );
    const why =
      "it has the plugin acme 1.0.0, the job acme 1.1.0 (install the same on both, and start the worker again)";
    const words = await eventually(() => told.find((words) => words.includes(why)));
    expect(words).toMatch(/\S+ \(process \d+\) can't join/);
    expect(old.said()).toMatch(/Can't work for \S+ \(process \d+\)/);
    expect(old.said()).toContain(why);
    const more = `import { plugin as other } from "./other.mjs";\n${ofPackage.replace("[plugin]", "[plugin, other]")}`;
    const files = { "gammakit.config.mjs": more, "other.mjs": plugin("other"), ...installed("acme", "1.1.0") };
    await joinWith(await folderOf(files));
    expect(await found).toMatchObject([{ status: "done", attempts: 1, value: ["acme", "other"] }]);
  });

  test("ends with an error where no worker is fit for some time", async () => {
    await joinWith(await acme("1.0.0"));
    await joinWith(await folderOf({ "gammakit.config.mjs": ofFile, "acme.mjs": plugin("acme") }));
    const executor = make({ config: await acme("1.1.0"), patience: 1 });
    await expect(collect(executor.map(square, [1, 2]))).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringMatching(
        /^None of the workers at redis:.* fit for this job for 1 s\. .*(has the plugin acme (1\.0\.0|with the content \w+), the job acme 1\.1\.0 .*){2}Then run the job again\.$/,
      ),
    });
  });

  test.each([
    ["acme.mjs", plugin("acme", "// Changed.")],
    ["gammakit.config.mjs", ofFile.replace("[plugin]", "[{ ...plugin, extensions: [] }]")],
  ])("is handed on by a worker whose files were changed since it began, which ends: %s", async (name, text) => {
    const files = { "gammakit.config.mjs": ofFile, "acme.mjs": plugin("acme") };
    const [config, changing] = [await folderOf(files), await folderOf(files)];
    const first = await startWorker({
      redis: group.redis.url,
      worker: group.worker,
      config: changing,
      modules: ["test-tasks"],
    });
    open.add(first);
    await writeFile(new URL(name, changing), text);
    const found = collect(make({ config }).map(plugins, [0]));
    await expect(first.ended).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("were changed since the worker began"),
    });
    await joinWith(config);
    expect(await found).toMatchObject([{ status: "done", attempts: 1, value: ["acme"] }]);
  });

  test("waits for a fit worker from when there is work, not from when there was some before", async () => {
    await joinWith(await acme("1.0.0"));
    const executor = make({ config: await acme("1.1.0"), patience: 3 });
    const off = collect(executor.map(square, [1], { signal: AbortSignal.timeout(2500) }));
    await expect(off).rejects.toMatchObject({ code: "aborted" });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const [found] = [collect(executor.map(square, [2])), await new Promise((resolve) => setTimeout(resolve, 1500))];
    await joinWith(await acme("1.1.0"));
    expect(valuesOf(await found)).toEqual([4]);
  });

  test("goes on where a thread is replaced, and ends where the files were changed by then", async () => {
    const config = await folderOf({ "gammakit.config.mjs": ofFile, "acme.mjs": plugin("acme") });
    const executor = make({ config, workers: 1 });
    const [, lost] = await collect(executor.map(deadly, [{ x: 1 }, { x: 2, kill: "thread" }]));
    expect(lost).toMatchObject({ status: "failed", lost: true });
    expect(valuesOf(await collect(executor.map(square, [3])))).toEqual([9]);
    // The thread that has loaded it as it was may go on.
    await writeFile(new URL("acme.mjs", config), plugin("acme", "// Changed."));
    expect(valuesOf(await collect(executor.map(slow, [{ x: 4, time: 1 }])))).toMatchObject([{ x: 4 }]);
    await collect(executor.map(deadly, [{ x: 5, kill: "thread" }]));
    const error = await collect(executor.map(square, [6])).catch((error) => error);
    expect(String(error)).toContain("were changed since the job began");
    // It has passed through Redis.
    expect(JSON.stringify([error, error.message, error.details])).not.toContain(dirname(fileURLToPath(config)));
  });
});
