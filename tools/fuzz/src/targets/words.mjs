import {
  conversionFactor,
  formatIso,
  formatUnit,
  parseAngle,
  parseLeapSeconds,
  parseQuantity,
  parseTime,
  parseUnit,
  referenceFromHeader,
  toMjd,
  urlSource,
} from "@gammakit/core";
import { readFits } from "@gammakit/fits";
import { safePath } from "@gammakit/io";
import fc from "fast-check";
import { damageText, textDamage } from "../damage/text.mjs";
import { anyNumber, anyText } from "../damage/values.mjs";
import { mapFile } from "../inputs/healthy.mjs";
import { claim, survives } from "../survives.mjs";

const unitTexts = [
  "TeV-1 cm-2 s-1",
  "10**-12 erg cm**-2 s**-1",
  "1/(m2 s sr GeV)",
  "km s^-1 Mpc^-1",
  "sqrt(deg)",
  "log(keV)",
  "m(3/2)",
  "uJy beam-1",
  "mas/yr",
  "10**(-3)kg",
];
const unitWords = [
  "**",
  "^",
  "(",
  ")",
  "/",
  ".",
  "*",
  " ",
  "-1",
  "1e400",
  "10**",
  "e",
  "µ",
  "Å",
  "°",
  "m2.5",
  "999999999999",
  "m**99999",
  "((((",
  "sqrt(",
  "log(",
  "da",
  "Y",
];

/** Units, quantities, angles. @type {import("./targets.mjs").Target} */
export const units = {
  arbitrary: textDamage(unitWords),
  async run(damage) {
    const text = damageText(unitTexts[damage.seed % unitTexts.length], damage);
    await survives(() => {
      const again = formatUnit(text);
      parseUnit(again);
    });
    await survives(() => claim(conversionFactor(text, text) === 1, "a unit is itself"));
    await survives(() => claim(Number.isFinite(parseQuantity(`1.5 ${text}`, "TeV")), "a quantity is a number"));
    await survives(() => parseQuantity(text, "deg"));
    for (const unit of /** @type {const} */ (["deg", "hourangle"])) {
      await survives(() => claim(Number.isFinite(parseAngle(text, unit)), "an angle is a number"));
    }
  },
};

const timeTexts = [
  "2006-07-29T20:30:00.123456789",
  "2016-12-31T23:59:60.5",
  "53945.85",
  "12:30:10.5",
  "-10d20m30s",
  "1h2m3s",
  "JD2450000.5",
  "+12345-01-01T00:00",
  "2023-09-13",
];
const timeWords = ["T", "Z", "+02:00", "24:00", "60", "99999999999", "-", ":", ".", "e", "UTC", "TT"];
const timeKeys = [
  "MJDREFI",
  "MJDREFF",
  "MJDREF",
  "JDREF",
  "DATEREF",
  "TIMEZERO",
  "TIMEOFFS",
  "TIMESYS",
  "TIMEUNIT",
  "TREFPOS",
  "TIMEREF",
];
const leapText = "#@ 3960057600\n#$ 3676924800\n2272060800 10 # 1 Jan 1972\n3692217600 37 # 1 Jan 2017\n";

/** Times, what they count from, and tables of leap seconds. @type {import("./targets.mjs").Target} */
export const times = {
  arbitrary: fc.record({
    damage: textDamage(timeWords),
    header: fc.array(fc.tuple(fc.constantFrom(...timeKeys), fc.oneof(anyNumber, anyText)), { maxLength: 4 }),
  }),
  async run({ damage, header }) {
    const text = damageText(timeTexts[damage.seed % timeTexts.length], damage);
    for (const scale of /** @type {const} */ (["utc", "tt", "tdb", "tai"])) {
      await survives(() => {
        const instant = parseTime(text, scale);
        claim(Number.isFinite(toMjd(instant)), "an instant is a number");
        formatIso(instant, scale, 3);
      });
    }
    await survives(() => parseAngle(text));
    await survives(() => parseLeapSeconds(damageText(leapText, damage)));
    const cards = new Map(
      /** @type {[string, string | number][]} */ ([["MJDREFI", 51544], ["MJDREFF", 0.5], ...header]),
    );
    await survives(() => {
      const { instant, unit } = referenceFromHeader((keyword) => cards.get(keyword), "fuzz.fits");
      claim(Number.isFinite(toMjd(instant)) && unit > 0, "a reference is an instant");
    });
  },
};

/** Paths of indexes: none leads out. @type {import("./targets.mjs").Target} */
export const paths = {
  arbitrary: fc
    .array(fc.oneof(anyText, fc.constantFrom("..", ".", "/", "\\", "~", "%2e%2e", "C:", "a", "//", "\0", "file:")), {
      maxLength: 6,
    })
    .map((parts) => parts.join("")),
  async run(path) {
    await survives(() => {
      const safe = safePath(path, "store");
      const { pathname } = new URL(safe.split("/").map(encodeURIComponent).join("/"), "http://x/store/");
      claim(pathname.startsWith("/store/") && !safe.split("/").includes(".."), `${safe} stays below`);
    });
  },
};

/** Servers that lie. @type {import("./targets.mjs").Target} */
export const http = {
  arbitrary: fc.record({
    answers: fc.array(
      fc.record({
        status: fc.constantFrom(200, 200, 206, 206, 206, 204, 301, 304, 403, 404, 416, 500, 503),
        range: fc.constantFrom(
          undefined,
          "honest",
          "honest",
          "honest",
          "bytes 0-0/1",
          "bytes 5-10/*",
          "bytes */100",
          "bytes 0-99/99999999999999",
          "nonsense",
          "",
        ),
        cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5000) }),
        etag: fc.constantFrom(undefined, '"a"', '"b"'),
        fails: fc.constantFrom(false, false, false, false, true),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    isSelected: fc.boolean(),
  }),
  async run({ answers, isSelected }) {
    let turn = 0;
    const fetch = async (/** @type {string} */ _, /** @type {RequestInit} */ init) => {
      const { status, range, cut, etag, fails } = answers[turn++ % answers.length];
      if (fails) throw new TypeError("socket hang up");
      const [, first, last] = /bytes=(\d+)-(\d+)/.exec(new Headers(init.headers).get("range") ?? "") ?? [];
      const end = last === undefined ? mapFile.length : Math.min(Number(last) + 1, mapFile.length);
      const part = status === 206 && first !== undefined ? mapFile.subarray(Number(first), end) : mapFile;
      const headers = new Headers(etag === undefined ? {} : { etag });
      if (range !== undefined) {
        headers.set("content-range", range === "honest" ? `bytes ${first ?? 0}-${end - 1}/${mapFile.length}` : range);
      }
      const hasBody = status !== 204 && status !== 304;
      return new Response(hasBody ? part.slice(0, Math.max(0, part.length - cut)) : null, { status, headers });
    };
    await survives(() =>
      readFits(urlSource("http://example.org/map.fits", { fetch }), isSelected ? { select: () => true } : {}),
    );
  },
};
