import editorCss from "./editor.css?inline";
import { highlight } from "./highlight.mjs";
import outputCss from "./output.css?inline";
import { escapeHtml, itemsHtml } from "./output.mjs";
import { session } from "./session.mjs";

/** A block of code that can be changed and run. What it showed when the site was built is in its slot "output" until it runs. */
export class CodeElement extends HTMLElement {
  #original = "";
  #area = document.createElement("textarea");
  #isRunning = false;
  /** @type {import("./describe.mjs").Item[]} */
  #items = [];
  /** @type {string[]} */
  #urls = [];

  /** @type {import("./session.mjs").Block} */
  #block = {
    code: () => this.#area.value,
    starts: () => this.#starts(),
    shows: (item) => {
      this.#items.push(item);
      this.#draw();
    },
    ends: (outcome) => this.#ends(outcome),
  };

  connectedCallback() {
    if (!this.shadowRoot) this.#build(this.attachShadow({ mode: "open" }));
    session.add(this, this.#block);
  }

  disconnectedCallback() {
    session.remove(this);
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.shadowRoot?.querySelector(selector));
  }

  /** @param {ShadowRoot} root */
  #build(root) {
    const step = escapeHtml(this.dataset.step ?? "");
    this.#original = (this.querySelector("[slot=source] code")?.textContent ?? "").replace(/\n$/, "");
    root.innerHTML = `<style>${outputCss}${editorCss}</style>
      <div class="frame">
        <div class="scroll"><div class="layers"><pre aria-hidden="true"></pre></div></div>
        <div class="bar">
          <button type="button" class="main run" aria-label="Run step ${step}">Run</button>
          <button type="button" class="reset" aria-label="Reset the code of step ${step}" hidden>Reset</button>
          <span class="status" role="status"></span>
        </div>
      </div>
      <div class="error" role="alert" hidden></div>
      <div class="output"></div>
      <slot name="output"></slot>`;
    const area = this.#area;
    area.value = this.#original;
    area.spellcheck = false;
    area.setAttribute("autocapitalize", "off");
    area.setAttribute("autocomplete", "off");
    area.setAttribute("aria-label", `Code of step ${step}; Control and Enter runs it`);
    this.#find(".layers").append(area);
    this.#paint();
    area.addEventListener("input", () => this.#paint());
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.#toggle();
    });
    this.#find(".run").addEventListener("click", () => this.#toggle());
    this.#find(".reset").addEventListener("click", () => {
      area.value = this.#original;
      this.#paint();
      area.focus();
    });
  }

  #paint() {
    // The line after the last one keeps the height of the text box.
    this.#find("pre").innerHTML = `${highlight(this.#area.value)}\n`;
    this.#find(".reset").hidden = this.#area.value === this.#original;
  }

  #toggle() {
    if (this.#isRunning) session.stop();
    else void session.runTo(this.#block);
  }

  #starts() {
    this.#items = [];
    this.#find(".error").hidden = true;
    this.#find("slot").hidden = true;
    this.#draw();
    this.#mark(true, "running …");
  }

  /** @param {import("./session.mjs").Outcome} outcome */
  #ends(outcome) {
    if (outcome.kind === "done") this.#mark(false, `done in ${outcome.seconds.toFixed(outcome.seconds < 1 ? 2 : 1)} s`);
    else if (outcome.kind === "stopped") this.#mark(false, "stopped");
    else {
      const where = outcome.line === undefined ? "" : `Line ${outcome.line}: `;
      const error = this.#find(".error");
      error.textContent = `${where}${outcome.words}`;
      error.hidden = false;
      this.#mark(false, "failed");
    }
  }

  /** @param {boolean} isRunning @param {string} words */
  #mark(isRunning, words) {
    this.#isRunning = isRunning;
    const run = this.#find(".run");
    run.textContent = isRunning ? "Stop" : "Run";
    run.setAttribute("aria-label", `${isRunning ? "Stop" : "Run"} step ${this.dataset.step}`);
    this.#find(".status").textContent = words;
  }

  #draw() {
    for (const url of this.#urls) URL.revokeObjectURL(url);
    this.#urls = [];
    this.#find(".output").innerHTML = itemsHtml(this.#items, (svg) => {
      const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
      this.#urls.push(url);
      return url;
    });
  }
}
