import type { MethodName } from "../protocol.ts";

/** What is asked of a worker. */
export interface Asked {
  readonly method: MethodName;
  readonly input: unknown;
}

/** What a worker keeps for an element: what was opened, and what was computed of it last. Another worker gets it by the same calls. */
export class KeptData {
  private opened: Asked | undefined;
  private updated: Asked | undefined;
  /** Which of the two the worker of now has answered. */
  private readonly there = new Set<Asked>();

  /** Whether the worker has all that was asked for. */
  isWhole(): boolean {
    return this.lacking(this.opened, this.updated).length === 0;
  }

  /** What to ask, one after the other, for an answer to the last: before it, what it builds on and the worker lacks. */
  stepsTo(asked: Asked): readonly Asked[] {
    const { method } = asked;
    if (method.endsWith("/open") || /^(job|files)\//.test(method)) return [asked];
    if (method.endsWith("/update")) return [...this.lacking(this.opened), asked];
    return [...this.lacking(this.opened, this.updated), asked];
  }

  /** The worker has done what it was asked. */
  answered(asked: Asked): void {
    if (asked.method.endsWith("/open")) {
      if (asked !== this.opened) [this.opened, this.updated] = [asked, undefined];
      this.there.add(asked);
    } else if (asked.method.endsWith("/update")) {
      this.updated = asked;
      this.there.add(asked);
    }
  }

  /** The worker has ended, or was told to forget it. */
  lose(): void {
    this.there.clear();
  }

  private lacking(...wanted: readonly (Asked | undefined)[]): readonly Asked[] {
    return wanted.flatMap((asked) => (asked === undefined || this.there.has(asked) ? [] : asked));
  }
}
