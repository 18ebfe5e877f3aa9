import { dataSource } from "./data-source.mjs";
import outputCss from "./output.css?inline";
import { expectedHtml } from "./output.mjs";
import { session } from "./session.mjs";

/** The numbers of a page beside those of the reference; after a run of all steps, those of the run. */
export class ExpectedElement extends HTMLElement {
  /** @type {() => void} */
  #quit = () => {};

  connectedCallback() {
    if (!this.shadowRoot) {
      this.attachShadow({
        mode: "open",
      }).innerHTML = `<style>${outputCss}:host { display: block; }</style><div class="table"></div><slot></slot>`;
    }
    this.#quit = session.listen(() => {
      if (!session.isRunning && session.isComplete) void this.#fill();
    });
  }

  disconnectedCallback() {
    this.#quit();
  }

  async #fill() {
    /** @type {import("../build/blocks.mjs").Expected[]} */
    const expected = JSON.parse(this.dataset.expected ?? "[]");
    const values = await session.evaluate(expected.map(({ value }) => value));
    const rows = expected.map((one, k) => {
      const found = values[k];
      return found === undefined ? one : { ...one, found, holds: Math.abs(found - one.reference) <= one.tolerance };
    });
    const table = /** @type {HTMLElement} */ (this.shadowRoot?.querySelector(".table"));
    table.innerHTML = expectedHtml(rows, dataSource.kind);
    table.dataset.run = "done";
    /** @type {HTMLElement} */ (this.shadowRoot?.querySelector("slot")).hidden = true;
  }
}
