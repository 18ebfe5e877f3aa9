import { offeredModels } from "../job/models.ts";
import { html } from "./build.ts";

/** A field in which a spectral model is chosen. */
export interface ModelField {
  readonly root: HTMLElement;
  /** Shows the model of a job, also one that the page does not offer. */
  show(type: string): void;
}

/** Makes the field. */
export function createModelField(change: (type: string) => void): ModelField {
  const select = html("select", {});
  select.addEventListener("change", () => change(select.value));
  return {
    root: html("label", {}, html("span", {}, "Spectral model"), select),
    show(type) {
      const offered = offeredModels.map((one) => [one.type, one.label] as const);
      const all =
        offered.some(([known]) => known === type) || type === ""
          ? offered
          : [[type, `${type}, as in the job`] as const, ...offered];
      if (all.map(([value]) => value).join() !== Array.from(select.options, ({ value }) => value).join())
        select.replaceChildren(...all.map(([value, label]) => html("option", { value }, label)));
      select.value = type;
    },
  };
}
