import { CodeElement } from "./code-element.mjs";
import { DataElement } from "./data-element.mjs";
import { ExpectedElement } from "./expected-element.mjs";

/** Makes the elements of live pages known to the browser. */
export function defineElements() {
  const elements = { "gammakit-code": CodeElement, "gammakit-data": DataElement, "gammakit-expected": ExpectedElement };
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
