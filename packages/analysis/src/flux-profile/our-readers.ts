import { ioPlugin } from "@gammakit/io";

/** The ids of the readers that come with gammakit. */
export const ourReaders: ReadonlySet<string> = new Set(
  ioPlugin.extensions.filter(({ kind }) => kind === "reader").map(({ id }) => id),
);
