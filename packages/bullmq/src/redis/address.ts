import { GammakitError } from "@gammakit/core";

/** Where a Redis is, and what it wants to see. */
export interface RedisLocation {
  /** `redis://user:password@host:6379/0`, or `rediss://…` with TLS. */
  readonly url: string;
  /** Instead of that in the URL. */
  readonly username?: string;
  /** Instead of that in the URL. */
  readonly password?: string;
  /** Certificates (PEM) of the authority that signed the server's, where it is not one that everybody knows. */
  readonly ca?: string;
}

/** A location that was read: what is needed to connect, and what may be told. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly ca?: string; readonly servername?: string };
  /** The URL without its secrets. */
  readonly shown: string;
}

const form = "redis://host:6379, or rediss://user:password@host:6379/0";

/** Reads a URL or a location. Throws "invalid-input", in words that never hold a password. */
export function parseRedis(redis: string | RedisLocation): RedisAddress {
  const { url: text, username, password, ca } = locationOf(redis);
  const url = parseUrl(text);
  const secure = url.protocol === "rediss:";
  if (!secure && url.protocol !== "redis:") {
    throw new GammakitError("invalid-input", `A Redis URL starts with redis:// or rediss://, not ${url.protocol}//.`);
  }
  if (url.hostname === "") throw new GammakitError("invalid-input", `The Redis URL names no host: ${form}.`);
  if (url.search !== "" || url.hash !== "") {
    throw new GammakitError("invalid-input", `The Redis URL has a part after its path, which nothing reads: ${form}.`);
  }
  if (ca !== undefined && !secure) {
    throw new GammakitError("invalid-input", "A certificate authority is of use for rediss:// alone.");
  }
  const db = url.pathname.replace(/^\//, "") || "0";
  if (!/^\d{1,4}$/.test(db)) {
    throw new GammakitError("invalid-input", `The path of a Redis URL is the number of a database, not "${db}".`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const user = username ?? decode(url.username);
  const secret = password ?? decode(url.password);
  const port = url.port === "" ? 6379 : Number(url.port);
  return {
    host,
    port,
    db: Number(db),
    ...(user !== "" && { username: user }),
    ...(secret !== "" && { password: secret }),
    ...(secure && { tls: { ...(ca !== undefined && { ca }), ...(/[a-z]/i.test(host) && { servername: host }) } }),
    shown: `${url.protocol}//${user === "" ? "" : `${user}@`}${url.hostname}:${port}${db === "0" ? "" : `/${db}`}`,
  };
}

function locationOf(redis: string | RedisLocation): RedisLocation {
  return typeof redis === "object" && redis !== null ? redis : { url: redis };
}

function parseUrl(text: unknown): URL {
  if (typeof text === "string" && URL.canParse(text)) return new URL(text);
  throw new GammakitError("invalid-input", `The Redis URL can't be read. Its form is ${form}.`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new GammakitError(
      "invalid-input",
      "The user or password of the Redis URL has a % that is none: write it as %25.",
    );
  }
}
