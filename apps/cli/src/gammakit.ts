#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { launch } from "./launch/launch.ts";

process.exitCode = await launch(fileURLToPath(new URL("program.cjs", import.meta.url)), process.argv.slice(2));
