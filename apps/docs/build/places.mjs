import { fileURLToPath } from "node:url";

/** Folder of the site's sources. */
export const docs = fileURLToPath(new URL("..", import.meta.url));

/** Folder of what the build makes, and git does not have. */
export const generated = fileURLToPath(new URL("../.generated/", import.meta.url));
