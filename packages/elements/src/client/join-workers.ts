import { type Client, createPool, type Pool } from "./create-pool.ts";
import type { Port } from "./runner.ts";

/** More workers than this would fill the memory sooner than they save time. */
const most = 4;

/** The workers of this page, by the address of their file. */
const pools = new Map<string | undefined, Pool>();

/**
 * A client of the workers that the elements of this page share, as many as there are cores, four at most. Their file lies beside the
 * script of the elements unless another address is given.
 */
export function joinWorkers(address?: string): Client {
  const known = pools.get(address);
  if (known !== undefined) return known.join();
  // Bundlers look for this very expression.
  const start = () =>
    (address === undefined
      ? new Worker(new URL("./worker.js", import.meta.url), { type: "module" })
      : new Worker(address, { type: "module" })) as Port;
  const pool = createPool(start, { most: Math.min(navigator.hardwareConcurrency || 2, most) });
  pools.set(address, pool);
  return pool.join();
}
