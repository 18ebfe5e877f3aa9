import { GammakitExplorer } from "./explorer/gammakit-explorer.ts";
import { GammakitFluxProfile } from "./flux-profile/gammakit-flux-profile.ts";
import { GammakitSpectrumFiles } from "./spectrum-files/gammakit-spectrum-files.ts";
import { GammakitTimeSeries } from "./time-series/gammakit-time-series.ts";

declare global {
  interface HTMLElementTagNameMap {
    "gammakit-time-series": GammakitTimeSeries;
    "gammakit-flux-profile": GammakitFluxProfile;
    "gammakit-spectrum-files": GammakitSpectrumFiles;
    "gammakit-explorer": GammakitExplorer;
  }
}

/** Makes the elements known to the page; a second time does nothing, nor does it where there is no page: on a server. */
export function defineElements(): void {
  if (typeof customElements === "undefined") return;
  const all = {
    "gammakit-time-series": GammakitTimeSeries,
    "gammakit-flux-profile": GammakitFluxProfile,
    "gammakit-spectrum-files": GammakitSpectrumFiles,
    "gammakit-explorer": GammakitExplorer,
  };
  for (const [name, element] of Object.entries(all)) {
    if (customElements.get(name) === undefined) customElements.define(name, element);
  }
}
