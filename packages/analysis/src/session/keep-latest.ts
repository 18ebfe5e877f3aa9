/** Gives what was made last as long as the key stays the same, else what `make` gives. */
export function keepLatest<T>(): (key: string, make: () => T) => T {
  let kept: { readonly key: string; readonly value: T } | undefined;
  return (key, make) => {
    if (kept?.key !== key) kept = { key, value: make() };
    return kept.value;
  };
}
