import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

// The least that a program can do for the job: read the files named as arguments, and inflate them.
for (const path of process.argv.slice(2)) gunzipSync(readFileSync(path));
