import { html } from "./build.ts";

/** A field for a number, with its label. */
export interface NumberField {
  readonly root: HTMLElement;
  /** Puts it to a value without telling; a person who is typing in it keeps what was typed. */
  set(value: number, label: string): void;
}

/** Makes a field; `change` is told the numbers that a person gives. What is no number leaves the field as it was. */
export function createNumberField(change: (value: number) => void): NumberField {
  const words = html("span", {});
  const input = html("input", { type: "number", step: 0.01 });
  let known = "";
  input.addEventListener("change", () => Number.isFinite(input.valueAsNumber) && change(input.valueAsNumber));
  input.addEventListener("blur", () => {
    input.value = known;
  });
  return {
    root: html("label", {}, words, input),
    set(value, label) {
      words.textContent = label;
      known = String(Number(value.toFixed(5)));
      setUnlessFocused(input, known);
    },
  };
}

/** A field that a person is typing in keeps what was typed. */
export function setUnlessFocused(input: HTMLInputElement, value: string): void {
  if ((input.getRootNode() as ShadowRoot).activeElement !== input) input.value = value;
}
