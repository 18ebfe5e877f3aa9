/** The modules that blocks may import, loaded when the first block asks. @type {Readonly<Record<string, () => Promise<unknown>>>} */
const modules = {
  "@gammakit/analysis": () => import("@gammakit/analysis"),
  "@gammakit/core": () => import("@gammakit/core"),
  "@gammakit/estimators": () => import("@gammakit/estimators"),
  "@gammakit/fit": () => import("@gammakit/fit"),
  "@gammakit/fits": () => import("@gammakit/fits"),
  "@gammakit/healpix": () => import("@gammakit/healpix"),
  "@gammakit/io": () => import("@gammakit/io"),
  "@gammakit/makers": () => import("@gammakit/makers"),
  "@gammakit/minuit": () => import("@gammakit/minuit"),
  "@gammakit/models": () => import("@gammakit/models"),
  "@gammakit/optimizers": () => import("@gammakit/optimizers"),
  "@gammakit/plot": () => import("@gammakit/plot"),
  "@gammakit/simulate": () => import("@gammakit/simulate"),
};

/** A module by its name. Throws where a page does not have it. @param {string} name */
export function loadModule(name) {
  const load = modules[name];
  if (load) return load();
  throw new Error(`There is no module "${name}" on this page. There are: ${Object.keys(modules).join(", ")}.`);
}
