import { dataSource } from "./data-source.mjs";
import editorCss from "./editor.css?inline";
import { escapeHtml } from "./output.mjs";
import { session } from "./session.mjs";

/** Where the data of a page come from, and the buttons that run and stop all of it. */
export class DataElement extends HTMLElement {
  /** @type {() => void} */
  #quit = () => {};

  async connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    await dataSource.load();
    if (!this.isConnected) return;
    this.#draw(root);
    this.#quit = session.listen(() => this.#mark(root));
  }

  disconnectedCallback() {
    this.#quit();
  }

  /** @param {ShadowRoot} root */
  #draw(root) {
    const { choice, hasReal, address } = dataSource;
    const option = (/** @type {string} */ value, /** @type {string} */ words) =>
      `<option value="${value}"${choice === value ? " selected" : ""}>${words}</option>`;
    root.innerHTML = `<style>${editorCss}</style>
      <div class="panel">
        <div class="choice">
          <label for="data">Data</label>
          <select id="data">
            ${hasReal ? option("site", "The real data, from this site") : ""}
            ${option("simulated", "Simulated data of the same shape")}
            ${option("address", "The real data, from another address")}
          </select>
        </div>
        <div class="choice address"${choice === "address" ? "" : " hidden"}>
          <label for="address">Address of a folder like gammapy-data</label>
          <input id="address" type="url" value="${escapeHtml(address)}" placeholder="https://example.org/gammapy-data/">
        </div>
        <div class="row">
          <button type="button" class="main all">Run all steps</button>
          <button type="button" class="stop" hidden>Stop</button>
          <span class="status" role="status"></span>
        </div>
        <p class="words"></p>
      </div>`;
    const select = /** @type {HTMLSelectElement} */ (root.querySelector("select"));
    const input = /** @type {HTMLInputElement} */ (root.querySelector("input"));
    const choose = () => {
      dataSource.choose(/** @type {import("./data-source.mjs").Choice} */ (select.value), input.value.trim());
      session.stop();
      /** @type {HTMLElement} */ (root.querySelector(".address")).hidden = select.value !== "address";
      this.#tell(root);
    };
    select.addEventListener("change", choose);
    input.addEventListener("change", choose);
    root.querySelector(".all")?.addEventListener("click", () => void session.runAll());
    root.querySelector(".stop")?.addEventListener("click", () => session.stop());
    this.#tell(root);
  }

  /** @param {ShadowRoot} root */
  #tell(root) {
    const words =
      dataSource.choice === "address" && dataSource.address === ""
        ? "Until there is an address, the simulated data are used."
        : dataSource.kind === "real"
          ? "A run uses the real data; its numbers are compared with the reference at the end of the page."
          : "A run uses data that gammakit simulated: same sky position, night and format, but not the real events. Numbers and figures then differ from the text.";
    /** @type {HTMLElement} */ (root.querySelector(".words")).textContent = words;
  }

  /** @param {ShadowRoot} root */
  #mark(root) {
    /** @type {HTMLElement} */ (root.querySelector(".stop")).hidden = !session.isRunning;
    const words = session.isRunning ? "running …" : session.isComplete ? "all steps have run" : "";
    /** @type {HTMLElement} */ (root.querySelector(".status")).textContent = words;
  }
}
