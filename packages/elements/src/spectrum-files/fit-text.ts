import type { SpectrumFilesResult } from "@gammakit/analysis";
import { quantityTitle } from "../chart/time-chart.ts";
import { html } from "../dom/build.ts";
import { measurementText } from "../dom/numbers-table.ts";
import { energyText } from "./spectra-list.ts";

/** What a fit has found, in numbers. */
export interface FitText {
  readonly root: HTMLElement;
  show(result: SpectrumFilesResult): void;
}

/** Makes the panel. */
export function createFitText(): FitText {
  const body = html("tbody", {});
  const words = html("p", { class: "hint" });
  return {
    root: html(
      "div",
      { class: "panel", part: "panel" },
      html("h3", {}, "Fit"),
      html(
        "div",
        { class: "table", tabindex: 0, role: "region", "aria-label": "Fitted parameters" },
        html("table", {}, body),
      ),
      words,
    ),
    show({ fit, integralFlux }) {
      const { value, error, eMinTeV, eMaxTeV } = integralFlux;
      const rows = (fit?.parameters ?? []).map((parameter): readonly [string, string] => [
        quantityTitle(parameter.name, parameter.unit, 0),
        parameter.frozen && parameter.value !== null
          ? `${Number(parameter.value.toPrecision(4))}, fixed`
          : measurementText(parameter.value, parameter.error),
      ]);
      const band = `Flux, ${energyText(eMinTeV)} to ${energyText(eMaxTeV)}`;
      const all = [...rows, [quantityTitle(band, "cm-2 s-1", 0), measurementText(value, error)] as const];
      body.replaceChildren(
        ...all.map(([name, text]) => html("tr", {}, html("th", { scope: "row" }, name), html("td", {}, text))),
      );
      words.textContent =
        fit === null
          ? "There are no data to fit."
          : fit.success
            ? `The fit converged, statistic ${fit.stat?.toFixed(2) ?? "unknown"}.`
            : `The fit did not converge: ${fit.message}`;
    },
  };
}
