import { fstatSync } from "node:fs";
import { now } from "./now.ts";

/** One line on the terminal that says how far the work is; nothing where stderr is no terminal. */
export interface ProgressLine {
  /** `done` of `total` pieces of one stage; `total` is not always known. */
  update(done: number, total: number | undefined): void;
  clear(): void;
}

const barLength = 24;

/** A progress bar on stderr with the time that is left, at most ten times a second; `shown` writes its numbers. */
export function progressLine(
  enabled: boolean,
  out: NodeJS.WriteStream | undefined = terminal(),
  shown: (count: number) => string = String,
): ProgressLine {
  if (!enabled || !out?.isTTY) return { update: () => undefined, clear: () => undefined };
  let [last, stageStart, before, isShown] = [0, now(), 0, false];
  return {
    update(done, total) {
      const time = now();
      // Counting from the start again is another stage.
      if (done < before || before === 0) stageStart = time;
      before = done;
      if (time - last < 100) return;
      last = time;
      isShown = true;
      out.write(`\r\u001B[2K${progressText(done, total, (time - stageStart) / 1000, shown)}`);
    },
    clear() {
      if (isShown) out.write("\r\u001B[2K");
      isShown = false;
    },
  };
}

/** stderr, unless it is a file or a pipe: to make the stream ready takes Node milliseconds. */
function terminal(): NodeJS.WriteStream | undefined {
  try {
    if (!fstatSync(2).isCharacterDevice()) return undefined;
  } catch {
    // Closed, or of a kind that the system does not tell.
  }
  return process.stderr;
}

/** `███░░░ 12 of 24, 3 s left`, after `elapsed` [s]. */
export function progressText(
  done: number,
  total: number | undefined,
  elapsed: number,
  shown: (count: number) => string = String,
): string {
  if (total === undefined || total === 0) return `gammakit: ${shown(done)}`;
  const full = Math.round((barLength * done) / total);
  const bar = "█".repeat(full) + "░".repeat(barLength - full);
  const left = done > 0 ? (elapsed * (total - done)) / done : Number.NaN;
  // Short work is over before its end could be foretold.
  const time = elapsed > 1 && Number.isFinite(left) ? `, ${duration(left)} left` : "";
  return `${bar} ${shown(done)} of ${shown(total)}${time}`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
