/** How a task ended, as executors tell it. */
interface Outcome {
  readonly index: number;
}

/** All outcomes, in the order of the inputs. */
export async function collect<T extends Outcome>(outcomes: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const outcome of outcomes) all.push(outcome);
  return all.sort((a, b) => a.index - b.index);
}

/** The value of each, or its error. */
export function valuesOf(
  outcomes: readonly (
    | { readonly status: "done"; readonly value: unknown }
    | { readonly status: "failed"; readonly error: unknown }
  )[],
): readonly unknown[] {
  return outcomes.map((outcome) => (outcome.status === "done" ? outcome.value : outcome.error));
}
