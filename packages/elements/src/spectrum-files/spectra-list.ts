import { html } from "../dom/build.ts";
import { isSameFile } from "../job/spectra-settings.ts";
import type { ListedSpectrum } from "../protocol.ts";

/** The spectra that were found, with a box for each. */
export interface SpectraList {
  readonly root: HTMLElement;
  show(spectra: readonly ListedSpectrum[], unused: readonly string[]): void;
  /** Checks the boxes of the files that are used. */
  choose(files: readonly string[]): void;
}

/** Most names of files that have nothing to do with spectra. */
const mostNamed = 6;

/** Makes the list; `change` is told the files that a person wants. */
export function createSpectraList(change: (files: readonly string[]) => void): SpectraList {
  const summary = html("h3", {}, "Spectra");
  const body = html("tbody", {});
  const heads = ["Spectrum", "ON", "OFF", "Livetime", "Energies"];
  const table = html(
    "div",
    { class: "table dense", tabindex: 0, role: "region", "aria-label": "Spectra that were read" },
    html(
      "table",
      {},
      html("thead", {}, html("tr", {}, ...heads.map((head) => html("th", { scope: "col" }, head)))),
      body,
    ),
  );
  const hint = html("p", { class: "hint" });
  const faults = html("ul", { class: "faults" });
  const boxes = new Map<string, HTMLInputElement>();
  const chosen = () => [...boxes].filter(([, { checked }]) => checked).map(([file]) => file);
  const tell = () => {
    summary.textContent = `Spectra: ${chosen().length} of ${boxes.size}`;
  };
  body.addEventListener("change", () => {
    tell();
    change(chosen());
  });
  return {
    root: html("div", { class: "panel", part: "panel" }, summary, table, faults, hint),
    show(spectra, unused) {
      boxes.clear();
      body.replaceChildren(...spectra.map((spectrum) => rowOf(spectrum, boxes)));
      faults.replaceChildren(
        ...spectra.flatMap((spectrum) => {
          const words = wordsOf(spectrum);
          return words === undefined ? [] : [html("li", {}, words)];
        }),
      );
      faults.hidden = faults.childElementCount === 0;
      const more = unused.length > mostNamed ? ` and ${unused.length - mostNamed} more` : "";
      hint.textContent = `${unused.length === 0 ? "" : `Not used: ${unused.slice(0, mostNamed).join(", ")}${more}. `}Files of spectra that are dropped here are added to these.`;
      tell();
    },
    choose(files) {
      for (const [file, input] of boxes) {
        input.checked = files.some((wanted) => isSameFile(wanted, file));
      }
      tell();
    },
  };
}

function rowOf(spectrum: ListedSpectrum, boxes: Map<string, HTMLInputElement>): HTMLElement {
  const { file, name, counts, countsOff, livetime, energy, fault } = spectrum;
  const input = html("input", { type: "checkbox", disabled: fault !== null });
  boxes.set(file, input);
  const label = html("label", { title: file }, input, ` ${name}`);
  const numbers = [
    counts?.toLocaleString("en"),
    countsOff?.toLocaleString("en"),
    livetime === null ? undefined : livetimeText(livetime),
    energy === null ? undefined : rangeText(energy),
  ];
  return html("tr", {}, html("td", {}, label), ...numbers.map((text) => html("td", {}, text ?? "–")));
}

/** What is to be said of a spectrum. */
function wordsOf({ file, fault, repeats, counts, countsOff, energy }: ListedSpectrum): string | undefined {
  const about = (words: string) => (words.startsWith(file) ? words : `${file}: ${words}`);
  if (fault !== null) return about(fault);
  if (repeats !== null)
    return about(`It holds the same counts as ${repeats}. Only one of the two should be ticked, or they count twice.`);
  if (energy === null) return about("It has no bin that can be used.");
  if (countsOff === null) return about("It has no background: all counts are taken for those of the source.");
  return counts === 0 ? about("It has no counts in the bins that can be used.") : undefined;
}

/** A time [s] in the unit that suits it. */
function livetimeText(seconds: number): string {
  if (seconds >= 36_000) return `${(seconds / 3600).toFixed(1)} h`;
  return seconds >= 600 ? `${(seconds / 60).toFixed(1)} min` : `${Number(seconds.toPrecision(3))} s`;
}

/** A range of energies [TeV], with one unit where that will do. */
function rangeText([low, high]: readonly [number, number]): string {
  const [from, to] = [energyText(low), energyText(high)];
  const [number, unit] = from.split(" ");
  return unit === to.split(" ")[1] ? `${number}–${to}` : `${from} – ${to}`;
}

/** An energy [TeV] in the unit that suits it. */
export function energyText(energy: number): string {
  const [factor, unit] =
    energy >= 1 ? [1, "TeV"] : energy >= 1e-3 ? [1e3, "GeV"] : energy >= 1e-6 ? [1e6, "MeV"] : [1e9, "keV"];
  return `${Number((energy * factor).toPrecision(3))} ${unit}`;
}
