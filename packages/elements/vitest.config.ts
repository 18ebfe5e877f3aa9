import { preset } from "@gammakit-tools/vitest";

export default preset({ browser: true });
