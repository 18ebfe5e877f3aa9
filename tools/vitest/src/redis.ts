import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, inject, it } from "vitest";
import "./data.ts";

/** Where Debian's `redis-server` is; undefined where it isn't installed. */
const program = [process.env.REDIS_SERVER, "/usr/bin/redis-server", "/usr/local/bin/redis-server"].find(
  (path) => path !== undefined && existsSync(path),
);

/** `describe` for tests that start a Redis: skipped with the reason where there is none, a failure in CI. */
export function describeWithRedis(name: string, body: () => void): void {
  const reason = `${name} [needs redis-server]`;
  if (program !== undefined) describe(name, body);
  else if (inject("ci")) it(reason, () => Promise.reject(new Error("redis-server must be installed in CI")));
  else describe.skip(reason, body);
}

/** A Redis of one test. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Kills it, and starts it again on the same port: what it has not saved is lost. */
  restart(): Promise<void>;
  /** Ends it without a word. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and removes its folder. */
  stop(): Promise<void>;
}

/** Starts a Redis on a free port of this machine, in a folder of its own. `more` is added to its command line; `{dir}` is the folder. */
export async function startRedis(more: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), "gammakit-redis-"));
  let server: ChildProcess | undefined;
  const start = async () => {
    const own = ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "no"];
    // What is given again counts: a TLS port in place of the other.
    const words = [...own, ...more.map((word) => word.replace("{port}", String(port)))];
    server = spawn(program as string, words, { stdio: ["ignore", "pipe", "inherit"] });
    await ready(server);
  };
  const kill = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    async restart() {
      await kill();
      await start();
    },
    async stop() {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    server.stdout?.setEncoding("utf8").on("data", (more: string) => {
      text += more;
      if (text.includes("Ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error(`redis-server ended: ${text}`)));
    server.once("error", reject);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}

/** A certificate authority and a server's certificate of it, for 127.0.0.1, made by `openssl` in a folder: paths of PEM files. */
export async function makeCertificates(): Promise<{ readonly dir: string; readonly ca: string }> {
  const dir = await mkdtemp(join(tmpdir(), "gammakit-tls-"));
  const openssl = (...words: readonly string[]) => execFileSync("openssl", words, { cwd: dir, stdio: "ignore" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=gammakit test", "-days", "2");
  const forServer = ["-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"];
  openssl("req", "-x509", ...key, ...forServer, "-keyout", "server.key", "-out", "server.pem", "-subj", "/CN=server");
  return { dir, ca: join(dir, "ca.pem") };
}
