import { parseAngle, parseQuantity, parseTime, type TimeScale } from "@gammakit/core";
import * as z from "zod/mini";
import { messageOf } from "./issue.ts";
import { once } from "./once.ts";

/** Where a check adds what it finds. */
export type IssueContext = Pick<z.core.ParsePayload<unknown>, "issues">;

const descriptions = new WeakMap<z.core.$ZodType, string>();

/** The schema, with what editors say of it. */
export function described<S extends z.core.$ZodType>(schema: S, description: string): S {
  descriptions.set(schema, description);
  return schema;
}

/** What editors say of a schema. */
export function descriptionOf(schema: z.core.$ZodType): string | undefined {
  return descriptions.get(schema);
}

/** What a schema reads, made into something else; adds issues to its context where that fails. */
export function transformed<S extends z.ZodMiniType, T>(
  schema: S,
  make: (value: z.output<S>, context: IssueContext) => T,
) {
  return z.pipe(schema, z.transform(make));
}

/** A text that is not empty. */
export const text = once(() => z.string().check(z.minLength(1)));

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number) {
  return z.number().check(z.int(), z.minimum(least), z.maximum(most));
}

/** Of random numbers: the same seed gives the same ones. */
export const seed = once(() => whole(-(2 ** 31), 2 ** 31 - 1));

interface QuantityRule {
  readonly least?: number;
  readonly above?: number;
  readonly most?: number;
  /** Whether it is a latitude, which ends at the poles. */
  readonly latitude?: boolean;
}

/** A number with unit ("0.4 TeV"), or a number in `unit`; becomes a number in `unit`. */
export function quantity(unit: string, rule: QuantityRule = {}) {
  const number = transformed(z.union([z.number(), z.string()]), (value, context) => {
    const refuse = (message: string) => context.issues.push({ code: "custom", message, input: value });
    try {
      const number = unit === "deg" ? parseAngle(value) : parseQuantity(value, unit);
      const problem = check(number, value, rule);
      if (problem === undefined) return number;
      refuse(problem);
    } catch (error) {
      refuse(messageOf(error));
    }
    return z.NEVER;
  });
  return described(number, `Number with unit, or number in ${unit}`);
}

function check(number: number, shown: number | string, rule: QuantityRule) {
  const text = JSON.stringify(shown);
  if (rule.latitude && Math.abs(number) > 90) return `${number} deg lies beyond the pole`;
  if (rule.above !== undefined && !(number > rule.above)) return `${text} must be greater than ${rule.above}`;
  if (rule.least !== undefined && !(number >= rule.least)) return `${text} must not be less than ${rule.least}`;
  if (rule.most !== undefined && !(number <= rule.most)) return `${text} must not be greater than ${rule.most}`;
  return undefined;
}

/** An angle from pole to pole. */
export const latitude = once(() => quantity("deg", { latitude: true }));

/** Refuses an object whose `upper` is not above its `lower`, whatever else is wrong with the object. */
export function rising<K extends string>(lower: K, upper: K, message: (least: number) => string) {
  type Given = Readonly<Record<K, number>>;
  const isGiven = ({ value }: { readonly value: unknown }) => {
    const given = value as Given | null;
    return Number.isFinite(given?.[lower]) && Number.isFinite(given?.[upper]);
  };
  return z.superRefine<Given>(
    (given, context) => {
      if (given[upper] > given[lower]) return;
      context.issues.push({ code: "custom", message: message(given[lower]), path: [upper], input: given[upper] });
    },
    { when: isGiven },
  );
}

export const timeScale = once(() => z.enum(["utc", "tai", "tt", "tdb"]));

/** A moment as text, in a scale that is given beside it. What is a moment in no scale is refused here. */
export const moment = once(() =>
  described(
    z.string().check(
      // A leap second is a moment of UTC alone; before UTC began, there are those of other scales.
      z.superRefine((text, context) => {
        instantOf(text, "utc", [], { issues: [] }) ?? instantOf(text, "tt", [], context);
      }),
    ),
    "Time, such as 2006-07-29T20:30:00",
  ),
);

/** Two of a kind, as a list. */
export function pair<S extends z.ZodMiniType>(schema: S) {
  return z.array(schema).check(z.minLength(2), z.maxLength(2)) as unknown as z.ZodMiniType<
    readonly [z.output<S>, z.output<S>],
    readonly [z.input<S>, z.input<S>]
  >;
}

/** The instants that texts stand for; each that is none becomes an issue at its path. */
export function instantOf(text: string, scale: TimeScale, path: readonly PropertyKey[], context: IssueContext) {
  try {
    return parseTime(text, scale);
  } catch (error) {
    context.issues.push({ code: "custom", message: messageOf(error), path: [...path], input: text });
    return undefined;
  }
}

export const frame = once(() => z.enum(["icrs", "galactic"]));

/** The keys of a place on the sky. */
export const place = () => ({ frame: z._default(frame(), "icrs"), lon: quantity("deg"), lat: latitude() });

/** A circle on the sky, as a job file has it. */
export const circle = once(() =>
  transformed(
    z.strictObject({
      type: z.literal("circle"),
      ...place(),
      radius: quantity("deg", { above: 0, most: 180 }),
    }),
    ({ frame: name, lon, lat, radius }) => ({
      kind: "circle" as const,
      center: { frame: name, lon, lat },
      radius,
    }),
  ),
);

/** A point on the sky, as a job file has it. */
export const point = once(() =>
  transformed(
    z.strictObject({
      type: z.literal("point"),
      ...place(),
    }),
    ({ frame: name, lon, lat }) => ({ kind: "point" as const, center: { frame: name, lon, lat } }),
  ),
);

const makeEnergyAxis = () =>
  z
    .strictObject({
      min: quantity("TeV", { above: 0 }),
      max: quantity("TeV", { above: 0 }),
      bins: whole(1, 10_000),
    })
    .check(rising("min", "max", (min) => `the axis is empty: it must end above ${min} TeV, where it begins`));

/** A logarithmic energy axis, as a job file has it. */
export const energyAxis = once(makeEnergyAxis);

/** The same for true energies. */
export const energyTrueAxis = once(() =>
  described(makeEnergyAxis(), "Bins of true energy: 50 per decade, because wide ones make fluxes come out low"),
);
