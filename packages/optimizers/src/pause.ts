/** How long [ms] work may go on before timers, clicks and abort signals get their turn. */
const slice = 30;

/** A function that lets the event loop turn where it has not for a while, and returns at once otherwise. */
export function createPause(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < slice) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    last = performance.now();
  };
}
