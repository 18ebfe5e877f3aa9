import { existsSync } from "node:fs";

/** Where Firefox is on this machine: what `$FIREFOX_PATH` says, or where distributions put it; undefined where there is none. */
export const firefoxPath = [process.env.FIREFOX_PATH, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find(
  (path) => path && existsSync(path),
);
