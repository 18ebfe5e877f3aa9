import { type Client, createClient, type Port } from "./create-client.ts";

/** Starts the worker, whose file lies beside the script of the elements unless another address is given. */
export function startWorker(address?: string): Client {
  // Bundlers look for this very expression.
  return createClient(
    () =>
      (address === undefined
        ? new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
        : new Worker(address, { type: "module" })) as Port,
  );
}
