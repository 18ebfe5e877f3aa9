import {
  GammakitError,
  nearest,
  type Optimizer,
  pow,
  type RunContext,
  type SpectralModel,
  type Statistic,
  type UpperLimitMethod,
} from "@gammakit/core";

/** What may be computed besides norm, error and test statistic. */
export type FluxPointQuantity = "ul" | "errn-errp" | "scan";

/** How flux points are made. */
export interface FluxPointsOptions {
  /** The spectrum that a norm of 1 stands for. */
  readonly reference: SpectralModel;
  /** Edges of the flux points [TeV], increasing; each is moved to the nearest edge of the data. */
  readonly energyEdges: ArrayLike<number>;
  /** The algorithm that fits the norm; by default Newton's method on the exact derivatives. */
  readonly optimizer?: Optimizer | undefined;
  /** Statistics to choose from, by what they accept; wstat and cash by default. */
  readonly statistics?: readonly Statistic[] | undefined;
  /** Length of the errors, in standard deviations (1). */
  readonly nSigma?: number;
  /** Where the upper limit is, in standard deviations (2). */
  readonly nSigmaUl?: number;
  /** What to compute besides (limits). */
  readonly selection?: readonly FluxPointQuantity[];
  /** Norms of the scan (11 from 0.2 to 5, evenly in the logarithm). */
  readonly normScan?: ArrayLike<number>;
  /** How limits are made ("profile"). */
  readonly ulMethod?: UpperLimitMethod;
  /** Square root of the test statistic below which a point is to be shown as its limit (2). */
  readonly sqrtTsThresholdUl?: number;
  /** With an executor, the work is shared out on it: models, optimizer and statistics must then be those of a plugin it knows. */
  readonly context?: RunContext | undefined;
}

/** The options with every default filled in. */
export type FluxPointsSettings = Required<Omit<FluxPointsOptions, "optimizer" | "statistics" | "context">> &
  Pick<FluxPointsOptions, "optimizer" | "statistics" | "context">;

const quantities: readonly string[] = ["ul", "errn-errp", "scan"] satisfies FluxPointQuantity[];
const methods: readonly string[] = ["profile", "bounded", "feldman-cousins", "bayesian"] satisfies UpperLimitMethod[];

/** Fills in the defaults. Throws "invalid-input" for values that make no sense. */
export function settingsOf(options: FluxPointsOptions): FluxPointsSettings {
  const {
    nSigma = 1,
    nSigmaUl = 2,
    selection = ["ul"],
    normScan = Array.from({ length: 11 }, (_, k) => 0.2 * pow(25, k / 10)),
    ulMethod = "profile",
    sqrtTsThresholdUl = 2,
  } = options;
  const settings = { ...options, nSigma, nSigmaUl, selection, normScan, ulMethod, sqrtTsThresholdUl };
  checkEdges(settings.energyEdges);
  checkPositive("nSigma", settings.nSigma);
  checkPositive("nSigmaUl", settings.nSigmaUl);
  for (const quantity of settings.selection) checkWord("selection", quantity, quantities);
  checkWord("ulMethod", settings.ulMethod, methods);
  if (Number.isNaN(settings.sqrtTsThresholdUl)) throw refuse("sqrtTsThresholdUl", Number.NaN, "a number");
  const odd = Array.from(settings.normScan).find((norm) => !Number.isFinite(norm));
  if (odd !== undefined) throw refuse("normScan", odd, "finite norms");
  return settings;
}

function checkEdges(edges: ArrayLike<number>): void {
  if (edges.length < 2) throw refuse("energyEdges", `of ${edges.length} values`, "two or more edges");
  for (let k = 0; k < edges.length; k++) {
    if (edges[k] > (k === 0 ? 0 : edges[k - 1]) && edges[k] < Number.POSITIVE_INFINITY) continue;
    throw refuse("energyEdges", `${edges[k]} TeV at place ${k}`, "positive, finite and increasing");
  }
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw refuse(name, value, "a positive number");
}

function checkWord(name: string, word: string, known: readonly string[]): void {
  if (known.includes(word)) return;
  const guess = nearest(word, known);
  throw refuse(
    name,
    `"${word}"`,
    `one of ${known.join(", ")}${guess === undefined ? "" : `; did you mean "${guess}"?`}`,
  );
}

function refuse(name: string, value: unknown, expected: string): GammakitError {
  return new GammakitError("invalid-input", `${name} is ${String(value)}; it must be ${expected}.`, { name, value });
}
