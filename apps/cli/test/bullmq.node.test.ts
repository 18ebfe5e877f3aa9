import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { taskModules } from "@gammakit/analysis";
import { describeWith } from "@gammakit-tools/vitest/data";
import { describeWithRedis, startRedis, type TestRedis } from "@gammakit-tools/vitest/redis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { taskModuleNames } from "../src/executors/task-module-names.ts";
import { flare } from "./flare.ts";
import { lawConfig, lawConfigInThreads } from "./law-config.ts";
import { emptyFolder, gammakit, listLoaded, program, resultOf, writeJob } from "./program.ts";

const examples = fileURLToPath(new URL("../../docs/examples/", import.meta.url));
const secret = "hush/hush@hush";

/** A `gammakit worker`. */
interface HelpingWorker {
  readonly said: () => string;
  /** Waits until it has said so. */
  readonly says: (words: string) => Promise<void>;
  /** Its exit code, when it has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it, and gives its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

describeWithRedis("with a Redis", () => {
  describeWith(["GAMMAPY_DATA"], "gammakit run --executor bullmq", () => {
    let redis: TestRedis;
    let url: string;
    const workers: HelpingWorker[] = [];

    beforeAll(async () => {
      redis = await startRedis(["--requirepass", secret]);
      url = `redis://:${encodeURIComponent(secret)}@127.0.0.1:${redis.port}`;
    });
    afterAll(async () => {
      for (const worker of workers) await worker.end("SIGKILL");
      await redis.stop();
    });

    const run = (job: string, ...more: readonly string[]) =>
      gammakit(["run", job, "--json", "--executor", "bullmq", ...more], { env: { GAMMAKIT_REDIS: url } });

    /** `gammakit worker`, as on another machine. */
    const joinWorker = (folder: string, ...more: readonly string[]): HelpingWorker => {
      const child = spawn(process.execPath, [program, "worker", "--workers", "1", ...more], {
        cwd: folder,
        env: {
          ...process.env,
          NO_COLOR: "1",
          XDG_CACHE_HOME: join(tmpdir(), "gammakit-cli-cache"),
          GAMMAKIT_REDIS: url,
        },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let text = "";
      child.stderr.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
      const worker = {
        said: () => text,
        ended,
        async says(words: string) {
          while (!text.includes(words)) {
            if (child.exitCode !== null) throw new Error(`The worker ended: ${text}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
          }
        },
        end(signal: NodeJS.Signals) {
          child.kill(signal);
          return ended;
        },
      };
      workers.push(worker);
      return worker;
    };

    test.each(["flare.yaml", "galactic-plane.yaml"])("%s: the result is that of one thread", async (name) => {
      const inline = await gammakit(["run", join(examples, name), "--json"]);
      expect(inline.code).toBe(0);
      for (const count of ["1", "2"]) {
        const { code, stdout, stderr } = await run(join(examples, name), "--workers", count);
        expect([code, stderr]).toEqual([0, ""]);
        expect(resultOf(stdout)).toEqual(resultOf(inline.stdout));
      }
    });

    test("workers that have joined do all of it, one of them is killed meanwhile", async () => {
      const folder = await emptyFolder();
      const [first, second] = [joinWorker(folder), joinWorker(folder)];
      await Promise.all([first.says("Has joined"), second.says("Has joined")]);
      const running = run(join(examples, "flare.yaml"), "--workers", "0");
      await first.says("Works for");
      await first.end("SIGKILL");
      const { code, stdout } = await running;
      expect(code).toBe(0);
      expect(resultOf(stdout)).toEqual(
        resultOf((await gammakit(["run", join(examples, "flare.yaml"), "--json"])).stdout),
      );
      await second.says("The job has ended.");
      expect(await second.end("SIGTERM")).toBe(0);
    });

    test("plugins are those of the worker's own configuration; one without them does not join", async () => {
      const folder = await emptyFolder();
      await writeFile(join(folder, "gammakit.config.mjs"), lawConfigInThreads(""));
      const job = await writeJob(folder, { ...flare, model: { type: "acme/law" } });
      const without = joinWorker(await emptyFolder());
      await without.says("plugins: none");
      const running = run(job, "--workers", "0");
      await without.says("it lacks the plugin acme");
      const other = await emptyFolder();
      await writeFile(join(other, "mine.mjs"), lawConfigInThreads(""));
      const withIt = joinWorker(other, "--config", "mine.mjs");
      const { code, stdout, stderr } = await running;
      expect(code).toBe(0);
      expect(resultOf(stdout)).toEqual(resultOf((await gammakit(["run", job, "--json"])).stdout));
      expect(stderr).toMatch(/^$|Waits for workers/);
      await withIt.end("SIGTERM");
      await without.end("SIGTERM");
    });

    test("the plugin of a worker has the version that the job has, and its numbers are those of the job alone", async () => {
      const folderWith = async (version: string, body: string) => {
        const folder = await emptyFolder();
        const acme = join(folder, "node_modules", "acme");
        await mkdir(acme, { recursive: true });
        await writeFile(
          join(acme, "package.json"),
          JSON.stringify({ name: "acme", version, type: "module", exports: "./i.js" }),
        );
        await writeFile(join(acme, "i.js"), lawConfig(body));
        await writeFile(join(folder, "gammakit.config.mjs"), 'export { default } from "acme";\n');
        return folder;
      };
      const folder = await folderWith("1.1.0", "");
      const job = await writeJob(folder, { ...flare, model: { type: "acme/law" } });
      const old = joinWorker(await folderWith("1.0.0", "p = [p[0] + 0.1, p[1]];"));
      await old.says("plugins: acme 1.0.0");
      const running = run(job, "--workers", "0");
      await old.says(
        "it has the plugin acme 1.0.0, the job acme 1.1.0 (install the same on both, and start the worker again)",
      );
      const right = joinWorker(await folderWith("1.1.0", ""));
      const { code, stdout } = await running;
      expect(code).toBe(0);
      expect(resultOf(stdout)).toEqual(resultOf((await gammakit(["run", job, "--json"])).stdout));
      await right.end("SIGTERM");
      await old.end("SIGTERM");
    });

    test("a worker whose plugins are changed under it ends with 2, and the job goes on elsewhere", async () => {
      const [folder, changing] = [await emptyFolder(), await emptyFolder()];
      for (const place of [folder, changing]) await writeFile(join(place, "gammakit.config.mjs"), lawConfig(""));
      const job = await writeJob(folder, { ...flare, model: { type: "acme/law" } });
      const worker = joinWorker(changing);
      await worker.says("Has joined");
      await writeFile(join(changing, "gammakit.config.mjs"), lawConfig("p = [p[0] + 0.1, p[1]];"));
      const running = run(job, "--workers", "0");
      await worker.says("were changed since the worker began: its numbers would be of two versions. Start the worker");
      expect(await worker.ended).toBe(2);
      const right = joinWorker(folder);
      const { code, stdout } = await running;
      expect(code).toBe(0);
      expect(resultOf(stdout)).toEqual(resultOf((await gammakit(["run", job, "--json"])).stdout));
      await right.end("SIGTERM");
    });

    test("a model that ends every thread is refused, with its input", async () => {
      const folder = await emptyFolder();
      await writeFile(join(folder, "gammakit.config.mjs"), lawConfigInThreads("process.exit(9);"));
      const job = await writeJob(folder, { ...flare, model: { type: "acme/law" } });
      const { code, stderr } = await run(job, "--workers", "2");
      expect(code).toBe(2);
      expect(stderr).toContain("its worker was lost 3 times with input 0");
    });

    test("SIGINT ends what never ends, here and elsewhere, with 130 and nothing written", async () => {
      const folder = await emptyFolder();
      await writeFile(join(folder, "gammakit.config.mjs"), lawConfigInThreads("for (;;);"));
      const job = await writeJob(folder, { ...flare, model: { type: "acme/law" } });
      const helper = joinWorker(folder);
      await helper.says("Has joined");
      const args = ["run", job, "--out", "out", "--executor", "bullmq", "--workers", "1"];
      const interruptWhen = helper.says("Works for");
      const outcome = await gammakit(args, { cwd: folder, env: { GAMMAKIT_REDIS: url }, interruptWhen });
      expect([outcome.code, outcome.stderr]).toEqual([130, "gammakit: interrupted; nothing was written.\n"]);
      expect((await readdir(folder)).sort()).toEqual(["gammakit.config.mjs", "job.json"]);
      await helper.says("The job has ended.");
      expect(await helper.end("SIGTERM")).toBe(0);
    });

    test("no password is in what is told or written", async () => {
      const folder = await emptyFolder();
      const worker = joinWorker(folder);
      await worker.says("Has joined");
      const job = join(examples, "flare.yaml");
      const args = ["run", job, "--out", "out", "--verbose", "--executor", "bullmq", "--workers", "1", "--redis", url];
      const done = await gammakit(args, { cwd: folder });
      expect(done.code).toBe(0);
      const files = await readdir(join(folder, "out"), { recursive: true, withFileTypes: true });
      const written = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
      const texts = await Promise.all(written.map((path) => readFile(path, "latin1")));
      const wrong = await gammakit([...args.slice(0, -1), url.replace("hush", "harsh"), "--overwrite"], {
        cwd: folder,
      });
      expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("WRONGPASS")]);
      const help = await gammakit(["run", "--help"], { env: { GAMMAKIT_REDIS: url } });
      await worker.end("SIGTERM");
      const all = [done.stdout, done.stderr, wrong.stdout, wrong.stderr, worker.said(), help.stdout, ...texts].join(
        "\n",
      );
      expect(all).toContain("index");
      for (const form of [secret, encodeURIComponent(secret), "harsh"]) expect(all).not.toContain(form);
    });

    test("nothing of it is loaded where it isn't asked for", async () => {
      const job = await writeJob(await emptyFolder(), flare);
      const plain = await gammakit(["run", job, "--json"], { env: { ...listLoaded, GAMMAKIT_REDIS: url } });
      expect(plain.stderr).not.toMatch(/node_modules\/(bullmq|ioredis)|dist\/bullmq/);
    });
  });
});

describe("gammakit run --executor bullmq without a Redis", () => {
  // Before any data are asked for: there are none.
  const env = { GAMMAKIT_REDIS: undefined, GAMMAPY_DATA: undefined };

  test.each([
    [["--executor", "bullmq"], "Where is Redis?"],
    [["--executor", "bullmq", "--redis", "localhost"], "The Redis URL can't be read"],
    [["--executor", "bullmq", "--redis", "redis://me:hidden@127.0.0.1:1"], "Is it running, and the address right?"],
    [
      ["--executor", "bullmq", "--redis", "rediss://127.0.0.1:1", "--redis-ca", "none.pem"],
      "--redis-ca none.pem can't be",
    ],
    [["--executor", "threads", "--redis", "redis://127.0.0.1"], '--redis: "threads" has none. Add --executor bullmq.'],
  ])("%j is refused with what to do", async (words, told) => {
    const folder = await emptyFolder();
    const job = await writeJob(folder, flare);
    const { code, stderr } = await gammakit(["run", job, "--json", ...words], { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).not.toContain("hidden");
  });

  test("nor without the packages that speak with one", async () => {
    const folder = await emptyFolder();
    await cp(dirname(program), join(folder, "dist"), { recursive: true });
    const alone = join(folder, "dist", basename(program));
    const redis = ["--redis", "redis://127.0.0.1:1"];
    const job = await writeJob(folder, flare);
    for (const words of [["run", job, "--json", "--executor", "bullmq"], ["worker"]]) {
      const { code, stderr } = await gammakit([...words, ...redis], { env, program: alone });
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/needs the package (bullmq|ioredis), .* npm install gammakit\.\n$/),
      ]);
    }
  });

  test("a worker needs one too", async () => {
    const { code, stderr } = await gammakit(["worker"], { env });
    expect([code, stderr]).toEqual([2, expect.stringContaining("Where is Redis?")]);
  });
});

test("workers run the tasks that jobs send", () => {
  expect(taskModuleNames).toEqual(Object.keys(taskModules));
});
