import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docstrings } from "../src/docstrings.mjs";

test("exports without a doc comment are named, re-exports and types included", () => {
  const folder = mkdtempSync(join(tmpdir(), "docstrings-"));
  const declarations = join(folder, "index.d.ts");
  writeFileSync(
    declarations,
    `/** Documented. */
     declare function good(): void;
     declare const bad: number;
     interface Bare { readonly a: number }
     /** Documented. */
     type Fine = string;
     export { type Bare, type Fine, bad, good as renamed };`,
  );
  const found = docstrings([{ specifier: "made-up", declarations }]).get("made-up");
  rmSync(folder, { recursive: true });
  expect(found).toEqual({ exported: 4, undocumented: ["Bare", "bad"] });
});
