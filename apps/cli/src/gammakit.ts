#!/usr/bin/env node
import { join } from "node:path";
import { launch } from "./launch/launch.ts";

/** Set by the build: the hash of the program's text. */
declare const programHash: string;

// Where the program hangs without anything left to do, that is a fault.
process.exitCode = 1;
void launch({ file: join(__dirname, "program.cjs"), hash: programHash }, process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
