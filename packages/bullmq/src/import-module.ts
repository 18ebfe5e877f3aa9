/** Imports a module that is named at run time: the one place where that is done. */
export async function importModule(address: string): Promise<Readonly<Record<string, unknown>>> {
  return (await import(address)) as Readonly<Record<string, unknown>>;
}
