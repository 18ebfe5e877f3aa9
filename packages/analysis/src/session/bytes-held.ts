/** Size [bytes] of the numbers in plain data: of every buffer that an array of it looks at, each once. */
export function bytesHeld(data: unknown): number {
  const seen = new Set<unknown>();
  let bytes = 0;
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (!ArrayBuffer.isView(value)) {
      for (const inner of Object.values(value)) visit(inner);
    } else if (!seen.has(value.buffer)) {
      seen.add(value.buffer);
      bytes += value.buffer.byteLength;
    }
  };
  visit(data);
  return bytes;
}
