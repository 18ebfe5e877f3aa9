import { html } from "./build.ts";

/** A slider with its value in words. */
export interface Slider {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  /** Puts it to a value without telling. */
  set(value: number, words: string): void;
}

/** Makes a slider; `change` is told each value while it moves. */
export function createSlider(
  label: string,
  range: { readonly min: number; readonly max: number; readonly step: number },
  change: (value: number) => void,
): Slider {
  const output = html("output", {});
  const input = html("input", { type: "range", ...range, "aria-label": label });
  input.addEventListener("input", () => change(input.valueAsNumber));
  return {
    root: html("div", {}, html("div", { class: "words" }, label, output), input),
    input,
    set(value, words) {
      if (value > Number(input.max)) input.max = String(value);
      if (value < Number(input.min)) input.min = String(value);
      input.value = String(value);
      output.textContent = words;
      input.setAttribute("aria-valuetext", words);
    },
  };
}
