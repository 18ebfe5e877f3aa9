/** Data that can't be opened. */
interface FailedOpening {
  readonly code: string;
  readonly message: string;
  /** Whether they are files of the person's own. */
  readonly isOwn: boolean;
  /** Whether they were taken for a map. */
  readonly isMap: boolean;
  /** What is still open. */
  readonly kept: string | undefined;
}

/** What went wrong, and what to do about it. */
export function openingAdvice({ code, message, isOwn, isMap, kept }: FailedOpening): string {
  // The worker itself may have to come from the server.
  const isFetched = code === "internal" || (code === "io" && !isOwn);
  const offline = isFetched && !navigator.onLine ? " There is no network: connect, then open the data again." : "";
  const ways =
    isOwn && isMap && code === "invalid-file"
      ? " A single file is opened as a map with COUNTS, or as a spectrum (PHA); event lists are opened as a folder, with their index."
      : "";
  return `${message}${ways}${offline}${kept === undefined ? "" : ` Nothing is lost: ${kept} is still open.`}`;
}
