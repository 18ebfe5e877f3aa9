import type { ViteUserConfig } from "vitest/config";

export interface PresetOptions extends ViteUserConfig {
  /** Run the tests in headless Chromium as well. */
  readonly browser?: boolean;
}

export function preset(options?: PresetOptions): ViteUserConfig;
