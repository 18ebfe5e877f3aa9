import { html } from "./build.ts";

/** Warnings of a result, folded. */
export interface WarningsText {
  readonly root: HTMLElement;
  show(warnings: readonly { readonly message: string; readonly where: string }[]): void;
}

/** Makes a list of warnings that hides where there is none. */
export function warningsText(): WarningsText {
  const summary = html("summary", {});
  const list = html("ul", {});
  const root = html("details", { class: "warnings", hidden: true }, summary, list);
  let before = "";
  return {
    root,
    show(warnings) {
      const lines = warnings.map(({ message, where }) => `${where}: ${message}`);
      if (before === lines.join("\n")) return;
      before = lines.join("\n");
      root.hidden = lines.length === 0;
      summary.textContent = lines.length === 1 ? "1 warning" : `${lines.length} warnings`;
      list.replaceChildren(...lines.map((line) => html("li", {}, line)));
    },
  };
}
