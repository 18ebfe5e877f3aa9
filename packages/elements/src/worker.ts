import { createServer } from "./worker/create-server.ts";
import { forgoCompiledSchemas } from "./worker/forgo-compiled-schemas.ts";

forgoCompiledSchemas();
const { receive } = createServer((reply) => postMessage(reply));
addEventListener("message", ({ data }) => receive(data));
