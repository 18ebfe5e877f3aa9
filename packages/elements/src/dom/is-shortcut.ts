/** Whether keys are for the browser, which goes back or zooms with them, rather than for what has the focus. */
export function isShortcut({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey;
}
