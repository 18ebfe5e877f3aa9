/** Energies as the field writes them: 10 GeV to 1.5 TeV. */
export function rangeText({ eMin, eMax }: { readonly eMin: number; readonly eMax: number }): string {
  const text = (energy: number) =>
    energy < 1 ? `${Number((energy * 1e3).toPrecision(4))} GeV` : `${Number(energy.toPrecision(4))} TeV`;
  return `${text(eMin)} to ${text(eMax)}`;
}
