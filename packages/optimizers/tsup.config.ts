import { preset } from "@gammakit-tools/tsup";

export default preset();
