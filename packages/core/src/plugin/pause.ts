/** How long [ms] work may go on before timers, clicks and abort signals get their turn. */
const slice = 30;

/**
 * A function for long work to call now and then: it lets the event loop turn where it has not for 30 ms, and returns at once
 * otherwise. The first turn comes 30 ms after this call, or with the first call of the function where `at` is "once".
 */
export function createPause(at: "later" | "once" = "later"): () => Promise<void> {
  let last = at === "once" ? Number.NEGATIVE_INFINITY : Date.now();
  return async () => {
    // A clock may be set back meanwhile.
    if (Math.abs(Date.now() - last) < slice) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = Date.now();
  };
}
