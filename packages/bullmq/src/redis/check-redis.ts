import { parseRedis, type RedisLocation } from "./address.ts";
import { connect } from "./connect.ts";

/**
 * Connects to a Redis, and leaves it: so that a job is refused before anything is read for it. Throws "invalid-input" for an address
 * that is none, "io" with the reason where Redis can't be used, "unsupported" where it is too old.
 */
export async function checkRedis(redis: string | RedisLocation): Promise<void> {
  const { close } = await connect(parseRedis(redis));
  close();
}
