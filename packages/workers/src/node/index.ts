export { threadsPlugin } from "./plugin.ts";
export { type ThreadsOptions, threads } from "./threads.ts";
