import { serve } from "./serve.mjs";

// The explorer on this machine, until it is stopped: `node tools/explorer/src/open.mjs [PORT]`.
const { address, hasReal } = await serve(Number(process.argv[2] ?? 8090));
console.log(`${address}  (${hasReal ? "simulated and real data" : "simulated data; set GAMMAPY_DATA for real ones"})`);
