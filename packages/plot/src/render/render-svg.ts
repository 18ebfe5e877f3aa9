import { type Figure, GammakitError } from "@gammakit/core";
import { type Theme, themes } from "../theme/theme.ts";
import { withTheme } from "../theme/with-theme.ts";

/** How a figure is drawn. */
export interface RenderOptions {
  /** "light" when absent. */
  readonly theme?: Theme["name"] | Theme;
  /** Hears what the plotting libraries complain of; nobody does when absent. */
  readonly onWarning?: (text: string) => void;
}

/**
 * The figure as SVG text, the same bytes in Node and in a browser; no document is needed.
 * Throws "invalid-input" when the specification cannot be compiled.
 */
export async function renderSvg(figure: Figure, { theme = "light", onWarning }: RenderOptions = {}): Promise<string> {
  const { compile, parse, View } = await import("./plotting-libraries.ts");
  const look = typeof theme === "string" ? themes[theme] : theme;
  const logger = listener(onWarning);
  try {
    const { spec } = compile(withTheme(figure.spec, look) as never, { logger: logger as never });
    const view = new View(parse(spec), { renderer: "none", logger: logger as never });
    try {
      return await view.toSVG();
    } finally {
      view.finalize();
    }
  } catch (cause) {
    throw new GammakitError(
      "invalid-input",
      `The figure "${figure.title}" cannot be drawn: ${cause instanceof Error ? cause.message : cause}`,
      { title: figure.title },
      cause,
    );
  }
}

/** Keeps what the plotting libraries say off the console; an error that they log is one that they throw too. */
function listener(hear: (text: string) => void = () => {}) {
  const pass = (...words: unknown[]) => {
    hear(words.join(" "));
    return logger;
  };
  const ignore = () => logger;
  const logger = {
    level: (value?: number) => (value === undefined ? 0 : logger),
    error: pass,
    warn: pass,
    info: ignore,
    debug: ignore,
  };
  return logger;
}
