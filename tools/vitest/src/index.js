import { createReadStream, existsSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { chromiumOptions, chromiumPath } from "@gammakit-tools/workspace/chromium";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";

/** Folders of data that tests read; each is found through the environment variable of its name. */
const roots = ["GAMMAPY_DATA", "GAMMAKIT_REFERENCE", "GAMMAKIT_CORPORA"];
const conditions = ["@gammakit/source", "module", "import", "default"];

/** Serves the data folders to tests that run in a browser, under /__data/NAME/. */
function serveData() {
  return {
    name: "gammakit-test-data",
    configureServer(server) {
      server.middlewares.use("/__data", (request, response, next) => {
        const [, name, ...rest] = decodeURIComponent((request.url ?? "").split("?")[0]).split("/");
        const root = roots.includes(name) ? process.env[name] : undefined;
        if (!root) return next();
        const path = resolve(root, rest.join("/"));
        if (!path.startsWith(resolve(root) + sep) || !existsSync(path) || !statSync(path).isFile()) {
          response.statusCode = 404;
          return response.end();
        }
        response.setHeader("content-type", "application/octet-stream");
        createReadStream(path).pipe(response);
      });
    },
  };
}

/**
 * The one test preset. `*.test.ts` runs in Node and, with `browser: true`, in headless Chromium too;
 * `*.node.test.ts` runs in Node alone, `*.browser.test.ts` in Chromium alone. `maxWorkers` files run at a time, one less than there are
 * cores when absent: more of those that wait for programs. Files share their modules, which takes half the time: a test that mocks one
 * loads it anew, and leaves it as it was.
 */
export function preset({ browser = false, maxWorkers, ...overrides } = {}) {
  const provide = {
    dataRoots: Object.fromEntries(roots.map((name) => [name, Boolean(process.env[name])])),
    ci: process.env.CI === "true",
  };
  // What a test waits for may take long on a busy machine.
  const expect = { poll: { timeout: 20_000 } };
  const node = {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: ["node", ...conditions] } },
    test: {
      name: "node",
      environment: "node",
      include: ["test/**/*.test.ts"],
      exclude: ["test/**/*.browser.test.ts"],
      testTimeout: 60_000,
      hookTimeout: 60_000,
      isolate: false,
      expect,
      provide,
    },
  };
  const projects = [node];
  if (browser && chromiumPath) {
    projects.push({
      plugins: [serveData()],
      resolve: { conditions: ["@gammakit/source", "module", "browser", "import", "default"] },
      // Dependencies are found before the first test asks for them, or the page would reload in the middle of one.
      optimizeDeps: { entries: ["test/**/*.test.ts", "!test/**/*.node.test.ts"] },
      test: {
        name: "browser",
        include: ["test/**/*.test.ts"],
        exclude: ["test/**/*.node.test.ts"],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        isolate: false,
        expect,
        provide,
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: playwright({ launchOptions: chromiumOptions }),
          instances: [{ browser: "chromium" }],
        },
      },
    });
  } else if (browser) {
    const words = "no Chromium found (set CHROMIUM_PATH): the browser lane is left out";
    if (process.env.CI === "true") throw new Error(words);
    console.warn(words);
  }
  return defineConfig({ test: { projects, maxWorkers, passWithNoTests: false }, ...overrides });
}
