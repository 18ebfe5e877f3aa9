import { chosenFiles } from "../client/dropped-files.ts";
import { html } from "../dom/build.ts";
import type { DataSource } from "../protocol.ts";
import type { Sample } from "./samples.ts";

/** What a person sees before data are open. */
export interface Welcome {
  readonly root: HTMLElement;
  /** Where a person with a keyboard begins. */
  readonly first: HTMLElement;
  offer(samples: readonly Sample[]): void;
  /** Offers the way back to what is still open; undefined where nothing is. */
  offerBack(title: string | undefined): void;
  say(words: string): void;
}

/** What the welcome is told when it is made. */
export interface WelcomeOptions {
  open(source: DataSource): void;
  openSample(sample: Sample): void;
  back(): void;
}

/** Makes the ways to open data: dialogs for a folder, a map or spectra, an address, samples. */
export function createWelcome({ open, openSample, back }: WelcomeOptions): Welcome {
  const picker = (attributes: Record<string, boolean | string>) => {
    const input = html("input", {
      type: "file",
      multiple: true,
      class: "visually-hidden",
      tabindex: -1,
      "aria-hidden": "true",
      ...attributes,
    });
    input.addEventListener("change", () => {
      if (input.files !== null && input.files.length > 0) open(chosenFiles(input.files));
      input.value = "";
    });
    return input;
  };
  const [folder, map, spectra] = [
    picker({ webkitdirectory: true, "data-pick": "folder" }),
    picker({ accept: ".fits,.gz,.fit", "data-pick": "map" }),
    picker({ accept: ".fits,.gz,.fit,.pha,.pi,.arf,.rmf,.rsp,.bak,.bkg,.bgd", "data-pick": "spectra" }),
  ];
  const address = html("input", {
    type: "url",
    placeholder: "https://…/hess-dl3-dr1/",
    "aria-label": "Address of a folder, a map or a spectrum",
  });
  const form = html("form", { class: "bar-row" }, address, html("button", { type: "submit" }, "Open address"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (address.value !== "" && address.reportValidity())
      open({ kind: "address", address: new URL(address.value, document.baseURI).href });
  });
  const samples = html("div", { class: "samples" });
  const offered = html("div", { hidden: true }, html("p", { class: "hint" }, "Or look at an example:"), samples);
  const words = html("p", { class: "fault", role: "alert" });
  const backButton = html("button", { type: "button", onclick: back });
  const wayBack = html("div", { hidden: true }, backButton);
  const choose = html("button", { type: "button", class: "primary", onclick: () => folder.click() }, "Choose a folder");
  const root = html(
    "div",
    { class: "welcome" },
    words,
    wayBack,
    html(
      "div",
      { class: "drop" },
      html("p", {}, html("strong", {}, "Drop a DL3 folder, the file of a map, or spectra here")),
      html(
        "p",
        { class: "hint" },
        "Spectra are PHA files together with their ARF, RMF and background, of one telescope or several.",
      ),
      html("p", { class: "hint" }, "Everything is computed in this page. Nothing is uploaded."),
      html(
        "div",
        { class: "bar-row" },
        choose,
        html("button", { type: "button", onclick: () => map.click() }, "Choose a map"),
        html("button", { type: "button", onclick: () => spectra.click() }, "Choose spectra"),
        folder,
        map,
        spectra,
      ),
      form,
      offered,
    ),
  );
  return {
    root,
    first: choose,
    offer(list) {
      offered.hidden = list.length === 0;
      samples.replaceChildren(
        ...list.map((sample) =>
          html("button", { type: "button", "data-sample": sample.id, onclick: () => openSample(sample) }, sample.title),
        ),
      );
    },
    offerBack(title) {
      wayBack.hidden = title === undefined;
      backButton.textContent = `Back to ${title}`;
    },
    say: (text) => {
      words.textContent = text;
    },
  };
}
