// Behind one dynamic import, so that they are loaded with the first figure, and a program can keep them in a file of their own.
export { parse, View } from "vega";
export { compile } from "vega-lite";
