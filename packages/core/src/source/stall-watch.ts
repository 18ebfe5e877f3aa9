/** Ends a request of which nothing more comes. */
export interface StallWatch {
  /** For the request: ends with that of the caller, or when nothing has come for too long. */
  readonly signal: AbortSignal;
  /** Something has come. */
  beat(): void;
  /** The request is over. */
  end(): void;
  hasStalled(): boolean;
}

/** A watch over a request, which may be silent for `timeout` [ms]. */
export function watchStalls(caller: AbortSignal | undefined, timeout: number): StallWatch {
  const controller = new AbortController();
  let hasStalled = false;
  const stall = () => {
    hasStalled = true;
    controller.abort(new Error(`nothing came for ${timeout} ms`));
  };
  const follow = () => controller.abort(caller?.reason);
  let timer = setTimeout(stall, timeout);
  if (caller?.aborted) follow();
  else caller?.addEventListener("abort", follow);
  return {
    signal: controller.signal,
    beat() {
      clearTimeout(timer);
      timer = setTimeout(stall, timeout);
    },
    end() {
      clearTimeout(timer);
      caller?.removeEventListener("abort", follow);
    },
    hasStalled: () => hasStalled,
  };
}
