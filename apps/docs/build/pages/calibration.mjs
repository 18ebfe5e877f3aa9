import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "../markdown.mjs";
import { docs } from "../places.mjs";

/**
 * Coverage of intervals, from calibration.json: `{ measured, machine, sections: { title: { head, rows, words } } }`.
 * The file is written by whoever ran the simulations; without it the page says how to run them.
 */
export function calibrationPage() {
  const file = join(docs, "calibration.json");
  if (!existsSync(file))
    return "The figures of a long run are not part of this build. A short one takes a minute: `npm run coverage`.\n";
  const { machine, measured, sections } = JSON.parse(readFileSync(file, "utf8"));
  const parts = Object.entries(sections).map(([title, section]) => {
    const { head, rows, words = "" } = /** @type {any} */ (section);
    return `### ${title}\n\n${words}\n\n${table(head, rows)}\n`;
  });
  return `Measured on: ${machine}${measured ? `, ${measured}` : ""}.\n\n${parts.join("\n")}`;
}
