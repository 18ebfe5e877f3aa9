import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";
import manifest from "../package.json" with { type: "json" };
import { commandWords } from "./completion/words.ts";
import { dataSetNames } from "./download/data-set-names.ts";
import { examplesText } from "./examples.ts";
import { executorNames } from "./executors/names.ts";
import { jobNames } from "./init/job-names.ts";
import type { BegunFile } from "./launch/begin-file.ts";

// This file is loaded each time, for help and version too: all that the commands need comes with the first of them.
const commands = () => import("./commands/index.ts");

/** Runs the program with the given arguments and tells the exit code. `begun` is a file that it may be about to read. */
export async function main(argv: readonly string[], begun?: BegunFile): Promise<number> {
  let code = 0;
  const program = createProgram((result) => {
    code = result;
  }, begun);
  try {
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (error) {
    // Help and version come this way too, with exit code 0; the rest has been said by the parser.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return (await commands()).report(error);
  }
}

function createProgram(finish: (code: number) => void, begun: BegunFile | undefined): Command {
  const program = new Command("gammakit")
    .description("Gamma-ray astronomy: spectra and light curves from DL3 event lists, flux profiles from maps.")
    .version(manifest.version, "-V, --version", "print the version")
    .showHelpAfterError("(gammakit --help lists the commands)")
    .exitOverride()
    .addHelpText("after", examplesText("gammakit"))
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 a fault of the program, 2 refused, 3 not converged (--strict), 130 interrupted.",
    );

  program
    .command("run")
    .description("run a job and write its results to a folder")
    .argument("<job>", "job file (YAML or JSON)")
    .option("-o, --out <folder>", "folder for the results; it appears complete or not at all")
    .option("--only <parts>", "what to write: json, table, figures, report (comma-separated)")
    .option("--overwrite", "replace an earlier result in that folder")
    .option("--strict", "exit with 3 where a fit did not converge, a flux could not be measured, or nothing was fitted")
    .option("--json", "print the result to stdout, and nothing else")
    .option("-q, --quiet", "print nothing but errors")
    .option("-v, --verbose", "also say what was read and how long each stage took")
    .option("--explain", "tell what the job would do, without doing it; reads indexes only")
    .option("--config <file>", "plugins to use (default: gammakit.config.mjs beside the job)")
    .addOption(executorOption())
    .option("--workers <count>", "how many threads (default: as many as the machine has)", workerCount)
    .addOption(redisOption())
    .addOption(redisCaOption())
    .addOption(limitOption())
    .action(async (job: string, options) => {
      const { run } = await commands();
      finish(await run(job, options, begun));
    });

  program
    .command("worker")
    .description("work for jobs run elsewhere with --executor bullmq, until interrupted")
    .addOption(redisOption())
    .addOption(redisCaOption())
    .option("--workers <count>", "how many threads (default: as many as the machine has)", workerCount)
    .option("--config <file>", "plugins to use (default: gammakit.config.mjs here)")
    .option("-q, --quiet", "print nothing but errors")
    .action(async (options) => {
      const { worker } = await commands();
      finish(await worker(options));
    });

  program
    .command("init")
    .description("write a job file with comments, from a few questions or flags")
    .addArgument(argumentOf("[job]", "kind of job", jobNames))
    .option("-o, --out <file>", "file to write (default: the kind with .yaml)")
    .option("--store <folder>", "folder or address of DL3 data")
    .option("--dataset <file>", "map of a flux profile")
    .option("--spectra <files>", "OGIP files of spectra, comma-separated")
    .option("--points <files>", "files of flux points, comma-separated")
    .option("--source <lon,lat>", "position of the source (ICRS, deg)")
    .option("--radius <angle>", "radius of the ON region, or of the outermost ring")
    .option("--start <time>", "start of the first interval (UTC)")
    .option("--width <time>", "length of an interval")
    .option("--count <number>", "number of intervals, of rings, or of toys")
    .option("--energy <min,max>", "lowest and highest energy")
    .option("--of <job file>", "job that toys test, by its path from the new file")
    .option("-y, --defaults", "ask nothing: take what no flag says from the public data")
    .option("--overwrite", "replace a file that is there")
    .option("--json", "print what was written as JSON")
    .action(async (job: string | undefined, options) => {
      const { init } = await commands();
      finish(await init(job, options));
    });

  program
    .command("check")
    .description("show versions, plugins and data folders, or check a job without running it")
    .argument("[job]", "job file (YAML or JSON)")
    .option("--json", "print as JSON")
    .option("--config <file>", "plugins to use (default: gammakit.config.mjs beside the job)")
    .addOption(limitOption())
    .action(async (job: string | undefined, options) => {
      const { check } = await commands();
      finish(await check(job, options, manifest.version));
    });

  program
    .command("download")
    .description("list public data sets, or fetch and verify them; continues where it stopped")
    .addArgument(argumentOf("[sets...]", "names of data sets, or all", [...dataSetNames, "all"]))
    .option("-l, --list", "list the data sets with sizes, licenses and attributions")
    .option("--to <folder>", "folder to write to (default: $GAMMAPY_DATA, else ./gammapy-data)")
    .option("--from <url>", "a mirror with the same files")
    .option("--dry-run", "show what would be fetched")
    .option("--overwrite", "replace existing files that differ")
    .option("--retries <count>", "how often a failed file is tried again", wholeNumber, 4)
    .option("--timeout <seconds>", "how long a server may be silent", positiveNumber, 30)
    .option("--json", "print as JSON")
    .option("-q, --quiet", "print nothing but errors")
    .action(async (sets: readonly string[], options) => {
      const { download } = await commands();
      finish(await download(sets, options));
    });

  program
    .command("obs")
    .description("list the runs of a DL3 data store")
    .argument("<store>", "folder or URL with obs-index and hdu-index")
    .option("--near <position>", 'only runs that point near "lon,lat,radius" (ICRS, deg)')
    .option("--json", "print as JSON")
    .addOption(limitOption())
    .action(async (store: string, options) => {
      const { obs } = await commands();
      finish(await obs(store, options));
    });

  program
    .command("inspect")
    .description("show what a file holds: HDUs, columns with units and ranges, headers")
    .argument("<file>", "FITS file, packed or not, or a table, region, model or job file")
    .option("--hdu <name>", "only this HDU, by name or number")
    .option("--header", "show the headers too")
    .option("--verify", "check FITS against the standard too: checksums, headers, columns; exit with 2 for a fault")
    .option("--report <file>", "write a page with figures of the responses and maps")
    .option("--overwrite", "replace an earlier page")
    .option("--json", "print as JSON")
    .option("--config <file>", "plugins to use (default: gammakit.config.mjs here)")
    .addOption(limitOption())
    .action(async (file: string, options) => {
      const { inspect } = await commands();
      finish(await inspect(file, options));
    });

  program
    .command("models")
    .description("list the models and priors with their parameters")
    .option("--json", "print as JSON")
    .option("--config <file>", "plugins to use (default: gammakit.config.mjs here)")
    .action(async (options) => {
      const { models } = await commands();
      finish(await models(options));
    });

  program
    .command("plugins")
    .description("list the plugins and what they add")
    .option("--json", "print as JSON")
    .option("--config <file>", "plugins to use (default: gammakit.config.mjs here)")
    .action(async (options) => {
      const { plugins } = await commands();
      finish(await plugins(options));
    });

  program
    .command("completion")
    .description("print a script that makes a shell complete commands and options")
    .addArgument(argumentOf("<shell>", "your shell", ["bash", "zsh", "fish"]))
    .action(async (shell: string) => {
      const { completion } = await commands();
      finish(await completion(shell, commandWords(program)));
    });

  // What reads files is far from here, and the variable says the same.
  program.hook("preAction", (_, command) => {
    const { maxBytes } = command.opts() as { readonly maxBytes?: string };
    if (maxBytes !== undefined) process.env.GAMMAKIT_MAX_BYTES = maxBytes;
  });
  for (const command of program.commands) {
    command
      .exitOverride()
      .showHelpAfterError(`(gammakit ${command.name()} --help shows its options and examples)`)
      .addHelpText("after", examplesText(command.name()));
  }
  return program;
}

/** Where the work of a job is done; the command itself says what is wrong with another word. */
function executorOption(): Option {
  const option = new Option(
    "--executor <name>",
    "where fits run: inline (default), threads for long jobs, or bullmq for many machines",
  );
  option.argChoices = [...executorNames];
  return option;
}

/** An argument with the words that help and completion show; the command itself says what is wrong with another. */
function argumentOf(name: string, description: string, words: readonly string[]): Argument {
  const argument = new Argument(name, description);
  argument.argChoices = [...words];
  return argument;
}

function limitOption(): Option {
  return new Option(
    "--max-bytes <size>",
    "how large a file may become that is packed (default: 256MiB or 64 times its size, at most 1GiB), or that a server sends whole (1GiB)",
  ).env("GAMMAKIT_MAX_BYTES");
}

function redisOption(): Option {
  return new Option("--redis <url>", "the Redis of bullmq: redis://user:password@host:6379, or rediss:// with TLS").env(
    "GAMMAKIT_REDIS",
  );
}

function redisCaOption(): Option {
  return new Option("--redis-ca <file>", "certificate of the authority behind a rediss:// server").env(
    "GAMMAKIT_REDIS_CA",
  );
}

function wholeNumber(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number, such as 4.");
}

function workerCount(text: string): number {
  if (/^(0|[1-9]\d{0,2})$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a whole number up to 999, such as 4.");
}

function positiveNumber(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError("Give a number of seconds, such as 30.");
}
