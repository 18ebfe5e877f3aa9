import { html } from "./build.ts";

/** A slider with its value in words. */
export interface Slider {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  /** Puts it to a value without telling; another label where it now stands for something else. */
  set(value: number, words: string, label?: string): void;
}

/** Makes a slider; `change` is told each value while it moves. Those who listen hear its words from the input. */
export function createSlider(
  label: string,
  range: { readonly min: number; readonly max: number; readonly step: number },
  change: (value: number) => void,
): Slider {
  const [name, output] = [html("span", {}, label), html("output", {})];
  const input = html("input", { type: "range", ...range, "aria-label": label });
  input.addEventListener("input", () => change(input.valueAsNumber));
  return {
    root: html("div", {}, html("div", { class: "words", "aria-hidden": "true" }, name, output), input),
    input,
    set(value, words, newLabel = label) {
      name.textContent = newLabel;
      input.setAttribute("aria-label", newLabel);
      if (value > Number(input.max)) input.max = String(value);
      if (value < Number(input.min)) input.min = String(value);
      input.value = String(value);
      output.textContent = words;
      input.setAttribute("aria-valuetext", words);
    },
  };
}
