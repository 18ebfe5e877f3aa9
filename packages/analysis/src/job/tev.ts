/** An energy [TeV] in the words of messages. */
export function tev(energy: number): string {
  return `${Number(energy.toPrecision(6))} TeV`;
}
