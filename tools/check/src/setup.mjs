import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Installs and builds, on a machine with Node and npm alone. It runs before the installation, so it imports no package.
const root = fileURLToPath(new URL("../../../", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const pnpm = `npx --yes ${packageManager}`;
const env = {
  ...process.env,
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  npm_config_loglevel: "warn",
  npm_config_update_notifier: "false",
};
for (const command of [
  `${pnpm} install --frozen-lockfile --reporter=append-only`,
  `${pnpm} exec turbo run build --ui=stream --output-logs=errors-only`,
]) {
  const { status } = spawnSync(command, { cwd: root, env, shell: true, stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) {
    console.error(`failed: ${command}`);
    process.exit(1);
  }
}
