/**
 * Keeps the checks of jobs from compiling themselves with `new Function`, which a strict content security policy forbids and
 * reports. The setting is that of zod, and this worker is all that it reaches.
 */
export function forgoCompiledSchemas(): void {
  const scope = globalThis as { __zod_globalConfig?: object };
  scope.__zod_globalConfig = Object.assign(scope.__zod_globalConfig ?? {}, { jitless: true });
}
