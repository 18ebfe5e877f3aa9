/** By command, and for the program as a whole: what to type, and for what. */
const examples: Readonly<Record<string, readonly (readonly [line: string, what: string])[]>> = {
  gammakit: [
    ["gammakit check", "is all well, and which data are there?"],
    ["gammakit download hess-dl3-dr1", "download public data"],
    ["gammakit init time-resolved-spectroscopy -o flare.yaml", "write a job file"],
    ["gammakit run flare.yaml --explain", "what would it do?"],
    ["gammakit run flare.yaml --out results", "do it"],
  ],
  run: [
    ["gammakit run flare.yaml --explain", "runs, intervals and fits, without doing anything"],
    ["gammakit run flare.yaml --out results", "numbers, tables, figures and a report"],
    ["gammakit run flare.yaml --out results --only json,table --overwrite", "numbers and tables alone, again"],
    ["gammakit run flare.yaml --json | jq .bins", "the result for another program"],
  ],
  worker: [
    ["gammakit worker --redis redis://host:6379", "on each machine that helps; or set $GAMMAKIT_REDIS"],
    ["gammakit worker --redis redis://host:6379 --workers 4 --config gammakit.config.mjs", "with plugins"],
  ],
  init: [
    ["gammakit init", "asks what it needs to know"],
    ["gammakit init spectrum -y -o crab.yaml", "a spectrum of the Crab nebula, asking nothing"],
    ["gammakit init spectrum-files --spectra pha_1.fits,pha_2.fits", "spectra that were reduced before, as OGIP files"],
    ["gammakit init flux-points-fit --points hess.ecsv,lat.fits", "a model fitted to flux points of two instruments"],
    ["gammakit init toys --of flare.yaml", "whether the errors of a job hold"],
    ["gammakit init light-curve --source 83.63,22.01 --start 2004-12-04T22:00:00 --count 4", "another source and time"],
  ],
  check: [
    ["gammakit check", "versions, plugins, data, and a self-test"],
    ["gammakit check flare.yaml", "can this job be run?"],
  ],
  download: [
    ["gammakit download --list", "what there is, with licenses"],
    ["gammakit download hess-dl3-dr1 fermi-3fhl-gc", "the data of the examples"],
    ["gammakit download all --to /data --from https://mirror.example.org/gammapy-data/", "everything, from a mirror"],
  ],
  obs: [
    ["gammakit obs $GAMMAPY_DATA/hess-dl3-dr1", "all runs"],
    ["gammakit obs $GAMMAPY_DATA/hess-dl3-dr1 --near 329.717,-30.226,2", "those within 2 degrees of a source"],
  ],
  inspect: [
    ["gammakit inspect run.fits.gz", "HDUs, columns, ranges"],
    ["gammakit inspect run.fits.gz --hdu EVENTS --header", "one HDU with its header"],
    ["gammakit inspect run.fits.gz --report run.html", "a page with figures of the responses"],
    ["gammakit inspect run.fits.gz --verify", "whether its checksums hold, and it keeps to the standard"],
  ],
  models: [
    ["gammakit models", "all of them"],
    ["gammakit models --json | jq '.spectral[].id'", "the names of the spectral models"],
  ],
  plugins: [["gammakit plugins", "what there is, and what each adds"]],
  completion: [
    ["source <(gammakit completion bash)", "for this session of bash"],
    ["gammakit completion fish > ~/.config/fish/completions/gammakit.fish", "for fish, for good"],
  ],
};

/** The part of the help that shows examples; nothing for a command that has none. */
export function examplesText(command: string): string {
  const lines = (examples[command] ?? []).map(([line, what]) => `  ${line}\n      ${what}`);
  return lines.length === 0 ? "" : `\nExamples:\n${lines.join("\n")}`;
}
