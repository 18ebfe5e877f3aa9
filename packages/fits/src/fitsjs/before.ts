/** Whether `File.prototype` had a `slice` of its own before fitsjs was loaded: loading it adds one. */
export const fileHadSlice = typeof File !== "undefined" && Object.hasOwn(File.prototype, "slice");
