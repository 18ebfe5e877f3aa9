import { html } from "./build.ts";

/** A field for a number, with its label. */
export interface NumberField {
  readonly root: HTMLElement;
  /** Puts it to a value without telling; a person who is typing in it keeps what was typed. Beyond the range nothing is taken. */
  set(value: number, label: string, range: readonly [number, number]): void;
}

/** What a field is told when it is made. */
export interface NumberFieldOptions {
  /** A number that a person gives. */
  change(value: number): void;
  /** Why what was typed leaves the field as it was. */
  refuse(words: string): void;
}

/** Step of an arrow key. */
const step = 0.01;

/** Makes a field. One that was emptied is left as it was. */
export function createNumberField({ change, refuse }: NumberFieldOptions): NumberField {
  const words = html("span", {});
  // A field of the type "number" drops a comma without a word in some languages: 83,5 becomes 835.
  const input = html("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
  let known = "";
  let [low, high] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const take = () => {
    const typed = input.value.trim();
    if (typed === "") return;
    const value = parseNumber(typed);
    if (Number.isNaN(value)) refuse(`${words.textContent}: ${JSON.stringify(typed)} is no number.`);
    else if (value < low || value > high)
      refuse(`${words.textContent} must be between ${low} and ${high}, and ${typed} is not.`);
    else change(value);
  };
  input.addEventListener("change", take);
  input.addEventListener("keydown", (event) => {
    const way = { ArrowUp: step, ArrowDown: -step }[event.key];
    const value = parseNumber(input.value);
    if (way === undefined || Number.isNaN(value)) return;
    event.preventDefault();
    input.value = String(Number((value + way).toFixed(5)));
    take();
  });
  input.addEventListener("blur", () => {
    input.value = known;
  });
  return {
    root: html("label", {}, words, input),
    set(value, label, range) {
      words.textContent = label;
      [low, high] = range;
      known = String(Number(value.toFixed(5)));
      setUnlessFocused(input, known);
    },
  };
}

/** A number as it is typed: also with a comma before the decimals, or the minus of print. NaN where it is none. */
function parseNumber(text: string): number {
  const plain = text.trim().replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}

/** A field that a person is typing in keeps what was typed. */
export function setUnlessFocused(input: HTMLInputElement, value: string): void {
  if ((input.getRootNode() as ShadowRoot).activeElement !== input) input.value = value;
}
