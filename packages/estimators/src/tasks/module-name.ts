/** Where workers find the tasks of this package. */
export const moduleName = "@gammakit/estimators";
