import { existsSync } from "node:fs";

/** Where Chromium is on this machine: what `$CHROMIUM_PATH` says, or where distributions put it; undefined where there is none. */
export const chromiumPath = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path && existsSync(path));

/** How Playwright starts it, so that it talks to nobody by itself. Without one it takes the browser that came with Playwright. */
export const chromiumOptions = {
  ...(chromiumPath && { executablePath: chromiumPath }),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
};
