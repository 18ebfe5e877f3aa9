/** What a factory made, as data: by which factory, with which options. `registry.create(kind, id, options)` makes it again. */
export interface ExtensionRecord {
  readonly id: string;
  readonly options?: unknown;
}

const origins = new WeakMap<object, ExtensionRecord>();

/** Remembers how `made` can be made again. */
export function noteOrigin<T extends object>(made: T, id: string, args: readonly unknown[]): T {
  origins.delete(made);
  if (args.length === 0 || args[0] === undefined) origins.set(made, { id });
  else if (args.length === 1) origins.set(made, { id, options: args[0] });
  return made;
}

/**
 * The plain form of what a factory of `defineExtension` gave, an optimizer for instance, so that a worker can make it again.
 * Undefined for what was made in another way, or was changed since.
 */
export function toExtensionRecord(made: object): ExtensionRecord | undefined {
  return origins.get(made);
}
