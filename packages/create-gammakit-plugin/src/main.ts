import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Asker, createAsker } from "./asker.ts";
import { kinds, withArticle } from "./kinds.ts";
import { checkName, checkPrefix, prefixOf, splitTarget } from "./names.ts";
import { type Answers, filesOf, licenses } from "./template.ts";
import { UserError } from "./user-error.ts";
import { checkFolder, writeFiles } from "./write-files.ts";

const options = {
  kind: { type: "string" },
  name: { type: "string" },
  prefix: { type: "string" },
  author: { type: "string" },
  license: { type: "string" },
  yes: { type: "boolean", short: "y" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

type Flags = { readonly [K in keyof typeof options]?: K extends "yes" | "help" | "version" ? boolean : string };

/** Runs the program; gives its exit code: 0 written, 1 a fault of the program, 2 refused. */
export async function main(args: readonly string[], asker: () => Asker | undefined = createAsker): Promise<number> {
  try {
    const { values, positionals } = read(args);
    if (values.help) process.stdout.write(help());
    else if (values.version) process.stdout.write(`${ownVersion()}\n`);
    else await create(positionals[0], values, values.yes ? undefined : asker());
    return 0;
  } catch (error) {
    const isUsers = error instanceof UserError;
    process.stderr.write(`create-gammakit-plugin: ${isUsers ? error.message : (error as Error).stack}\n`);
    return isUsers ? 2 : 1;
  }
}

function read(args: readonly string[]) {
  try {
    const found = parseArgs({ args: [...args], options, allowPositionals: true });
    if (found.positionals.length <= 1) return found;
  } catch (error) {
    throw new UserError(`${(error as Error).message.split("\n")[0]}\nSee --help.`);
  }
  throw new UserError("One folder, please. See --help.");
}

async function create(target: string | undefined, flags: Flags, asker: Asker | undefined): Promise<void> {
  try {
    const { folder, answers } = await gather(target, flags, asker);
    writeFiles(folder, filesOf(answers));
    process.stdout.write(closing(folder, answers));
  } finally {
    asker?.close();
  }
}

async function gather(target: string | undefined, flags: Flags, asker: Asker | undefined) {
  const ask = async (given: string | undefined, question: string, usual: string, check: (answer: string) => string) =>
    given !== undefined || asker === undefined ? check(given ?? usual) : asker.ask(question, usual, check);
  if (target === undefined && flags.name === undefined && asker === undefined) {
    throw new UserError("Which folder? npm create gammakit-plugin my-plugin -- --kind spectral-model");
  }
  const where = await ask(target ?? flags.name, "Folder, or name of the package", "gammakit-plugin-mine", (answer) => {
    checkFolder(splitTarget(answer).folder);
    if (flags.name === undefined) checkName(splitTarget(answer).name);
    return answer;
  });
  const { folder, name: usualName } = splitTarget(where);
  const name = checkName(flags.name ?? usualName);
  const kind = await ask(flags.kind, `Kinds:\n${listKinds()}\nKind`, "spectral-model", checkKind);
  const prefix = await ask(flags.prefix, "Prefix of its ids", prefixOf(name), checkPrefix);
  const author = await ask(flags.author, "Author", "", checkAuthor);
  const license = await ask(flags.license, `License: ${licenses.join(", ")}`, "BSD-3-Clause", checkLicense);
  const answers: Answers = {
    name,
    kind,
    prefix,
    author,
    license,
    version: ownVersion(),
    year: new Date().getFullYear(),
  };
  return { folder, answers };
}

function checkKind(kind: string): string {
  if (Object.hasOwn(kinds, kind)) return kind;
  throw new UserError(`There is no kind "${kind}". Kinds: ${Object.keys(kinds).join(", ")}.`);
}

function checkAuthor(author: string): string {
  if (!/[\r\n{}]/.test(author)) return author;
  throw new UserError("The author is one line, without braces.");
}

function checkLicense(license: string): string {
  if (licenses.includes(license)) return license;
  throw new UserError(
    `--license is one of ${licenses.join(", ")}, not "${license}". Another one: take UNLICENSED, and add its text.`,
  );
}

function ownVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function listKinds(): string {
  return Object.entries(kinds)
    .map(([kind, { summary }]) => `  ${kind.padEnd(15)} ${summary}`)
    .join("\n");
}

function closing(folder: string, { name, kind }: Answers): string {
  const path = relative(resolve("."), folder) || ".";
  const shown = /^[\w./@-]+$/.test(path) ? path : JSON.stringify(path);
  return `${name}: a plugin with ${withArticle(kind)}, in ${folder}\n\n  cd ${shown}\n  npm install\n  npm test\n`;
}

function help(): string {
  return `npm create gammakit-plugin [folder] -- [options]

Writes a plugin package for gammakit into a new folder: one working extension, its tests, a configuration of CI.
The folder may be the name of a package too: @acme/flares. What is not said is asked for, where there is a terminal.

  --kind <kind>        what the plugin adds; spectral-model where nobody says
  --name <name>        name of the package; that of the folder
  --prefix <prefix>    with which the ids of its extensions begin; from the scope, or the name
  --author <author>    who writes it
  --license <license>  ${licenses.join(", ")}
  -y, --yes            asks nothing
  -h, --help           this text
  --version            version of this program, and of the gammakit packages that the plugin uses

Kinds:
${listKinds()}
`;
}
