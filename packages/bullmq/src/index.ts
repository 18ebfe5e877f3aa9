export { type BullmqOptions, bullmqExecutor } from "./client/bullmq-executor.ts";
export { bullmqPlugin } from "./plugin.ts";
export type { RedisLocation } from "./redis/address.ts";
export { checkRedis } from "./redis/check-redis.ts";
export { type QueueWorker, type QueueWorkerOptions, startWorker } from "./worker/start-worker.ts";
