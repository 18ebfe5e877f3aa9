#!/usr/bin/env node
import { join } from "node:path";
import { exitCode } from "./exit-code.ts";
import { launch } from "./launch/launch.ts";

/** Set by the build: the hash of the program's text. */
declare const programHash: string;

// Where the program hangs without anything left to do, that is a fault.
process.exitCode = exitCode.fault;
process.once("beforeExit", tellWait);
let lost = false;
let ended = false;
const streams: NodeJS.WriteStream[] = [];
whenAskedFor("stdout", (stream) => stream.on("error", tellLoss));
whenAskedFor("stderr", (stream) => stream.on("error", () => {}));
void launch({ file: join(__dirname, "program.cjs"), hash: programHash }, process.argv.slice(2)).then((code) =>
  // What went wrong with the last words is known a turn later.
  setImmediate(leave, code),
);

/** Calls `use` when the stream is first asked for, as to make one ready takes Node milliseconds. */
function whenAskedFor(name: "stdout" | "stderr", use: (stream: NodeJS.WriteStream) => void): void {
  const own = Object.getOwnPropertyDescriptor(process, name) as PropertyDescriptor;
  const get = () => {
    Object.defineProperty(process, name, own);
    const stream = process[name];
    streams.push(stream);
    use(stream);
    return stream;
  };
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get });
}

/** Says why nothing more comes: the program would end without a word. */
function tellWait(): void {
  if (ended) return;
  process.stderr.write(
    "gammakit: It ends unfinished: it waits for what nothing is left to bring, as for a promise of a plugin or of a configuration that never settles. Nothing was written.\n",
  );
}

/** Says that the disk is full, or the like. Where nobody reads any more, as behind `| head`, nothing is lost. */
function tellLoss({ code, message }: NodeJS.ErrnoException): void {
  if (code === "EPIPE" || lost) return;
  lost = true;
  process.exitCode = exitCode.refused;
  process.stderr.write(`gammakit: What it prints can't be written: ${message}.\n`);
}

/** Ends as soon as all is said: what is in memory need not be cleared away, nor connections that idle be waited for. */
function leave(code: number): void {
  ended = true;
  process.exitCode = lost ? exitCode.refused : code;
  if (streams.every(({ writableLength }) => writableLength === 0)) process.exit();
}
