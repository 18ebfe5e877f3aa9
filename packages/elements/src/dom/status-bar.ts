import type { WorkProgress } from "../protocol.ts";
import { html } from "./build.ts";

/** A line that tells what goes on, and lets a person stop it. */
export interface StatusBar {
  readonly root: HTMLElement;
  /** Where buttons go. */
  readonly actions: HTMLElement;
  say(words: string): void;
  /** Shows how far work has come, and a button to stop it; undefined when it is done. */
  progress(what: string, progress: WorkProgress | undefined): void;
  memory(bytes: number): void;
}

/** Makes the line; `cancel` is called when the person stops the work. */
export function createStatusBar(cancel: () => void): StatusBar {
  const words = html("span", { role: "status" });
  const bar = html("progress", { hidden: true, "aria-label": "Progress" });
  const stop = html("button", { type: "button", hidden: true, onclick: cancel }, "Cancel");
  const memory = html("span", { class: "memory" });
  const actions = html("span", { class: "actions" });
  return {
    root: html("div", { class: "status", part: "status" }, bar, stop, words, memory, actions),
    actions,
    say: (text) => {
      words.textContent = text;
    },
    progress(what, progress) {
      [bar.hidden, stop.hidden] = [progress === undefined, progress === undefined];
      if (progress === undefined) return;
      const { done, total } = progress;
      if (total === null) bar.removeAttribute("value");
      else [bar.max, bar.value] = [Math.max(1, total), done];
      words.textContent = total === null ? what : `${what}: ${done} of ${total}`;
    },
    memory: (bytes) => {
      memory.textContent = bytes === 0 ? "" : `${(bytes / 1e6).toFixed(1)} MB of data in memory`;
    },
  };
}
