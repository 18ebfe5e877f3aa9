/** Notes why a piece of work threw, and gives that as a reason. Throws it where the work was called off. */
export function giveUp(errors: unknown[], error: unknown, signal: AbortSignal | undefined): string {
  if (signal?.aborted) throw error;
  errors.push(error);
  return asReason((error as Error | null)?.message ?? String(error));
}

/** Throws the first error where every piece of work threw: the fault is not in one of them. */
export function throwIfAll(errors: readonly unknown[], count: number): void {
  if (count > 0 && errors.length === count) throw errors[0];
}

/** A message as the reason of a point, which stands within a sentence. */
export function asReason(message: string): string {
  return message.replace(/\.$/, "");
}
