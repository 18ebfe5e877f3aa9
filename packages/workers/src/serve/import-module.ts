/** Imports a module that is named at run time: the one place where that is done. Bundlers leave the name as it is. */
export async function importModule(address: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(/* @vite-ignore */ /* webpackIgnore: true */ address)) as Readonly<Record<string, unknown>>;
}
