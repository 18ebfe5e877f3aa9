import type { FluxPoint } from "@gammakit/core";
import type { SpectrumOptions } from "@gammakit/plot";

/** What a caption says in words of its own. */
interface CaptionWords {
  /** After the points: which of them are limits. */
  readonly arrows?: string;
  /** What the residuals are. */
  readonly residuals?: string;
}

/** What is drawn of a spectrum, and why the rest is not. */
export function spectrumCaption(
  { points = [], curves = [], residuals = [] }: SpectrumOptions,
  { arrows = "", residuals: ofResiduals = "residual counts over their error" }: CaptionWords = {},
): string {
  const measured = points.map(shown).filter(Number.isFinite);
  const drawn = measured.filter((norm) => norm > 0).length;
  const hasModel = curves.some(({ dnde }) => Array.from(dnde).some((value) => value > 0));
  const model = hasModel ? " on the fitted model, with its one-sigma band" : "";
  const main =
    drawn > 0 ? `Flux points${model}${arrows}.` : hasModel ? "The fitted model with its one-sigma band." : "";
  return [
    main,
    residuals.length === 0
      ? ""
      : main === ""
        ? `${ofResiduals[0].toUpperCase()}${ofResiduals.slice(1)}.`
        : `Below, ${ofResiduals}.`,
    curves.length === 0 || hasModel
      ? ""
      : "The fitted model is not drawn: it is nowhere positive, and the axis is logarithmic.",
    measured.length === 0 ? "No flux point could be measured." : "",
    drawn === measured.length
      ? ""
      : `Not drawn are ${measured.length - drawn} of ${measured.length} flux points: their flux, or the limit in its place, is not positive, and the axis is logarithmic.`,
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** The norm that a figure shows. */
function shown({ norm, normUl, isUl }: FluxPoint): number {
  return isUl ? normUl : norm;
}
