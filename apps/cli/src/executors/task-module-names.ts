/** The modules whose tasks jobs send: the names of `taskModules` of @gammakit/analysis, without the code behind them. */
export const taskModuleNames = ["@gammakit/estimators"] as const;
