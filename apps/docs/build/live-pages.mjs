import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isLive } from "./blocks.mjs";
import { docs } from "./places.mjs";

/** Pages with blocks that run, by their path below the site's folder. @returns {string[]} */
export function livePages() {
  const folders = ["", "tutorials", "concepts", "how-to"];
  return folders
    .flatMap((folder) => readdirSync(join(docs, folder)).map((name) => join(folder, name)))
    .filter((name) => name.endsWith(".md"))
    .filter((name) =>
      [...readFileSync(join(docs, name), "utf8").matchAll(/^```([^\n]*)$/gm)].some(([, info]) => isLive(info)),
    )
    .sort();
}
