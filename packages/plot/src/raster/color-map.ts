/** Names of the color maps: "inferno" for counts, "viridis" and "cividis" for densities, "coolwarm" for signed values, "blues" under marks, "gray". */
export type ColorMapName = "inferno" | "viridis" | "cividis" | "coolwarm" | "blues" | "gray";

/** Colors at equal steps, dark to light; the first four are perceptually uniform or neutral, so that color-blind readers see the order. */
const stops: Readonly<Record<ColorMapName, string>> = {
  inferno: "000004 0d0829 280b53 470b6a 65156e 82206c 9f2a63 bc3754 d44842 e8602d f57d15 fc9e07 fac127 f3e55d fcffa4",
  viridis:
    "440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b fde725",
  cividis:
    "00224e 0a2f6f 233e6c 35496b 46566b 57626d 666970 757575 848279 938f78 a59c74 b7a96d c9b962 dcc954 efda41 fee838",
  coolwarm: "3b4cc0 5977e3 7b9ff9 9ebeff c0d4f5 dddcdc f2cbb7 f7ac8e ee8468 d65244 b40426",
  blues: "deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c",
  gray: "000000 ffffff",
};

/** 255 colors, three bytes each, from the value 0 to the value 1. */
export function colorTable(name: ColorMapName): Uint8Array {
  const colors = stops[name].split(" ").map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const table = new Uint8Array(255 * 3);
  for (let i = 0; i < 255; i++) {
    const at = (i / 254) * (colors.length - 1);
    const low = Math.min(colors.length - 2, Math.floor(at));
    for (let c = 0; c < 3; c++) {
      table[3 * i + c] = Math.round(colors[low][c] + (at - low) * (colors[low + 1][c] - colors[low][c]));
    }
  }
  return table;
}
