export { sha256Node } from "./digest.ts";
export { fileFolder, fileSource } from "./file-source.ts";
export { inflateNode, inflateUpTo } from "./inflate.ts";
