/**
 * What a page may weigh that takes something of ours.
 * @typedef {object} Budget
 * @property {string} name
 * @property {string} from Package that is imported, as built.
 * @property {readonly string[]} [take] Names imported from it; all where absent.
 * @property {number} limit [bytes], minified and gzipped.
 * @property {Readonly<Record<string, string>>} [without] Parts that are loaded on demand and do not count: a word of
 *   their module's path, and why.
 */

/** @type {Readonly<Record<string, string>>} */
const onDemand = {
  "/pako/": "only where the browser's own decompression fails",
  "/fits/dist/(decode-image|rice|gzip|hcompress|plio|plain)": "only for tile-compressed images",
  "/(ml-matrix|curvature)": "only for an optimizer that has no covariance",
  "/io/dist/(read|write)-": "readers and writers of other files: loaded when a file of their kind is asked for",
  "/io/dist/flux-bytes": "a writer of files",
};

/**
 * The budget of every public package's root, with all it imports, and of the parts that must stay small. A package with no
 * budget is an error. Set at what was measured plus a fifth, unless there is a promise; raise one on purpose.
 * @type {readonly Budget[]}
 */
export const budgets = [];
void onDemand;
