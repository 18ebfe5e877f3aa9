import { expect } from "vitest";

/** Counts the cases of a corpus that agree with its oracle. */
export interface Tally {
  /** `detail` tells what was found instead. */
  check(id: string, agrees: boolean, detail?: unknown): void;
  /** Prints "N of M", and fails where other cases differ than those named when the tally was begun. */
  finish(): void;
}

/** `different` names the cases that differ on purpose, each with the reason. All of them must differ. */
export function tally(title: string, different: Readonly<Record<string, string>> = {}): Tally {
  let cases = 0;
  const failed = new Map<string, unknown>();
  return {
    check(id, agrees, detail) {
      cases++;
      if (!agrees) failed.set(id, detail);
    },
    finish() {
      const named = [...failed.keys()].filter((id) => Object.hasOwn(different, id));
      const reasons = new Set(named.map((id) => different[id]));
      const listed = [...reasons]
        .map((reason) => `\n  ${named.filter((id) => different[id] === reason).join("; ")}: ${reason}`)
        .join("");
      console.log(
        `${title}: ${cases - failed.size} of ${cases}${named.length > 0 ? ", differing on purpose:" : ""}${listed}`,
      );
      const unexpected = [...failed].filter(([id]) => !Object.hasOwn(different, id));
      expect(unexpected).toEqual([]);
      expect(named.sort()).toEqual(Object.keys(different).sort());
      expect(cases).toBeGreaterThan(0);
    },
  };
}
