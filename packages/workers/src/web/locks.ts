/** The part of the platform's locks that is used. */
interface Locks {
  request(name: string, hold: () => unknown): Promise<unknown>;
}

/** Locks that pages and their workers share; undefined where the platform has none, as outside of secure contexts. */
export function platformLocks(): Locks | undefined {
  return (globalThis as { readonly navigator?: { readonly locks?: Locks } }).navigator?.locks;
}
