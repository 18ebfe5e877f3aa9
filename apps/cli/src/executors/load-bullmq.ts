import { GammakitError } from "@gammakit/core";

/** What works with a Redis, loaded when it is asked for. Throws "unsupported" where the packages that it needs are not installed. */
export async function loadBullmq(): Promise<typeof import("./bullmq.ts")> {
  try {
    return await import("./bullmq.ts");
  } catch (error) {
    const name = /package '(bullmq|ioredis)'/.exec((error as Error).message)?.[1];
    if (name === undefined) throw error;
    throw new GammakitError(
      "unsupported",
      `Working with a Redis needs the package ${name}, which comes with gammakit and is not here. Install gammakit again: npm install gammakit.`,
      { name },
      error,
    );
  }
}
