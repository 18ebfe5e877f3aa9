import type { ViteUserConfig } from "vitest/config";

export interface PresetOptions extends ViteUserConfig {
  /** Run the tests in headless Chromium as well. */
  readonly browser?: boolean;
  /** How many files run at a time; one less than there are cores when absent. */
  readonly maxWorkers?: number;
}

export function preset(options?: PresetOptions): ViteUserConfig;
