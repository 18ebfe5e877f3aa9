/** Waits for some time [ms]. Nothing else is kept from ending meanwhile. */
export function delay(time: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, time).unref());
}

/** Waits for `work`, but not longer than `time` [ms]; whether it fails does not matter. */
export async function atMost(time: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work.catch(() => {}), delay(time)]);
}
