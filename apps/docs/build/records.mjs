import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { docs } from "./places.mjs";

/** Decision records for the sidebar. @returns {{ text: string, link: string }[]} */
export function records() {
  return readdirSync(join(docs, "adr"))
    .filter((name) => /^\d{4}-.*\.md$/.test(name))
    .sort()
    .map((name) => {
      const [, title = name] = /^# (.*)$/m.exec(readFileSync(join(docs, "adr", name), "utf8")) ?? [];
      return { text: title, link: `/adr/${name.replace(/\.md$/, "")}` };
    });
}
