import type { GammakitError } from "@gammakit/core";
import { dataSetIn } from "../download/data-set-names.ts";
import { shellWord } from "./shell-word.ts";

const missing = /there is no such (?:file|folder)|needs the environment variable GAMMAPY_DATA/;

/** The command that helps against an error, with what it does; undefined where none is known. */
export function nextStep({ code, message, details }: GammakitError): string | undefined {
  if (missing.test(message)) {
    const set = ["path", "text", "name", "folder"].map((key) => dataSetIn(String(details[key] ?? ""))).find(Boolean);
    if (set !== undefined) return `gammakit download ${set}    fetches these data and says what to set`;
    if (message.includes("GAMMAPY_DATA"))
      return "gammakit download --list    shows the public data that can be fetched";
    if (/\.(?:ya?ml|json)$/i.test(String(details.path ?? ""))) return "gammakit init    writes a job file";
  }
  if (message.startsWith("file: ") && message.includes("it is a folder")) {
    return `gammakit obs ${shellWord(String(details.path))}    lists the runs, if it is a data store`;
  }
  if (Object.hasOwn(details, "job")) return "gammakit init    writes a job file of each kind";
  if (code === "unknown-extension" && details.kind === "spectralModel") return modelStep;
  if (code === "limit-exceeded" && Object.hasOwn(details, "maxBytes")) {
    return "--max-bytes 4GiB    lets files become that large, as does GAMMAKIT_MAX_BYTES=4GiB";
  }
  if (Object.hasOwn(details, "redis") && /self.signed|unable to (?:verify|get)/.test(String(details.reason))) {
    return "--redis-ca ca.crt    is the certificate of the authority, as is GAMMAKIT_REDIS_CA";
  }
  if (message.includes("Is its plugin in createRegistry")) {
    return "list that plugin in gammakit.config.mjs beside the job; gammakit plugins    lists the names there are";
  }
  return issueStep(details.issues);
}

const modelStep = "gammakit models    lists the models and their parameters";

/** By the first part of a job that is wrong and of which there is a list. */
function issueStep(issues: unknown): string | undefined {
  if (!Array.isArray(issues)) return undefined;
  const paths = issues.map((issue: { readonly path?: unknown }) => String(issue.path ?? ""));
  if (paths.some((path) => /^(?:model|compareWith)\b/.test(path))) return modelStep;
  if (paths.some((path) => /^(?:fit|background)\b/.test(path)))
    return "gammakit plugins    lists what can be named there";
  return undefined;
}
