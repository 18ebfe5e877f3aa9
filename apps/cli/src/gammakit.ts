#!/usr/bin/env node
import { join } from "node:path";
import { launch } from "./launch/launch.ts";

/** Set by the build: the hash of the program's text. */
declare const programHash: string;

// Where the program hangs without anything left to do, that is a fault.
process.exitCode = 1;
void launch({ file: join(__dirname, "program.cjs"), hash: programHash }, process.argv.slice(2)).then(leave);

/** Ends as soon as all is said: what is in memory need not be cleared away, nor connections that idle be waited for. */
function leave(code: number): void {
  process.exitCode = code;
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}
