import { expect, test } from "vitest";
import { readFits, writeFits } from "../dist/index.js";

test.each(["NAXIS1", "NAXIS2", "PCOUNT"])(
  "a table whose %s no double can hold is refused in words",
  async (keyword) => {
    const column = { name: "A", data: new Float64Array(0) };
    const bytes = writeFits([{ kind: "table", name: "T", columns: [column] }]);
    const text = new TextDecoder("latin1").decode(bytes);
    const at = text.indexOf(keyword.padEnd(8), 2880);
    const card = `${keyword.padEnd(8)}= 1${"0".repeat(60)}`.padEnd(80);
    bytes.set(new TextEncoder().encode(card), at);
    await expect(readFits(bytes, { name: "t.fits" })).rejects.toThrow(`${keyword} = 1e+60; it must not be as large.`);
  },
);
