/** A function that makes its value when it is first called: schemas cost time, and a program asks for those of one job. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
