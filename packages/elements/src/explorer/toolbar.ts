import { html } from "../dom/build.ts";
import { saveFile } from "../dom/save-file.ts";
import type { WorkElement } from "../work-element.ts";

/** What the buttons above an analysis do. */
export interface ToolbarActions {
  /** What is shown, which is saved. Throws where there is nothing. */
  shown(): WorkElement;
  importJob(file: File): Promise<void>;
  /** To other data. */
  leave(): void;
  /** Does what a person asked for, and tells what goes wrong. */
  attempt(act: () => void | Promise<void>): void;
}

/** Makes the bar with the title of what is open and the buttons, hidden at first. */
export function createToolbar(title: HTMLElement, { shown, importJob, leave, attempt }: ToolbarActions): HTMLElement {
  const button = (words: string, act: () => void | Promise<void>) =>
    html("button", { type: "button", onclick: () => attempt(act) }, words);
  const picker = html("input", {
    type: "file",
    accept: ".yaml,.yml,.json",
    class: "visually-hidden",
    tabindex: -1,
    "aria-hidden": "true",
    "data-pick": "job",
  });
  picker.addEventListener("change", () => {
    const [file] = picker.files ?? [];
    if (file !== undefined) attempt(() => importJob(file));
    picker.value = "";
  });
  return html(
    "div",
    { class: "toolbar", part: "toolbar", hidden: true },
    title,
    button("Save job", () => saveFile("job.yaml", shown().jobText(), "text/yaml")),
    button("Import job", () => picker.click()),
    button("Save table (CSV)", async () => saveFile("table.csv", await shown().table("csv"), "text/csv")),
    button("Save table (ECSV)", async () => saveFile("table.ecsv", await shown().table("ecsv"), "text/plain")),
    button("Save charts (SVG)", () => saveFile("charts.svg", shown().svg(), "image/svg+xml")),
    button("Other data", leave),
    picker,
  );
}
