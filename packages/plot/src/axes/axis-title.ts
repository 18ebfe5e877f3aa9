const superscripts: Readonly<Record<string, string>> = {
  "-": "⁻",
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
};

/** The name of a quantity with its unit in brackets, as an axis shows it: `Flux [cm⁻² s⁻¹]`. */
export function axisTitle(quantity: string, unit: string): string {
  return unit === "" ? quantity : `${quantity} [${unitLabel(unit)}]`;
}

/** A unit string with its exponents raised: `cm-2 s-1` is `cm⁻² s⁻¹`. */
export function unitLabel(unit: string): string {
  return unit.replace(/(?<=[A-Za-z])-?\d+/g, (exponent) => [...exponent].map((digit) => superscripts[digit]).join(""));
}
