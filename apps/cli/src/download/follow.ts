import { GammakitError } from "@gammakit/core";

const mostRedirects = 5;

/**
 * The answer to a request, after redirects: at most five, to http and https only, and never from https to http.
 * Throws "io" where they lead nowhere.
 */
export async function follow(address: string, init: RequestInit): Promise<Response> {
  let url = new URL(address);
  for (let count = 0; count <= mostRedirects; count++) {
    const answer = await fetch(url, { ...init, redirect: "manual" });
    const location = answer.headers.get("location");
    if (answer.status < 300 || answer.status >= 400 || answer.status === 304 || location === null) return answer;
    await answer.body?.cancel();
    url = target(location, url);
  }
  throw new GammakitError("io", `${address} leads on from one address to the next, more than ${mostRedirects} times.`, {
    address,
  });
}

function target(location: string, from: URL): URL {
  const url = tryUrl(location, from);
  const isDowngrade = from.protocol === "https:" && url?.protocol === "http:";
  if (url && /^https?:$/.test(url.protocol) && !isDowngrade) return url;
  const why = isDowngrade ? "which is not protected as the first was" : "which is no address on the web";
  throw new GammakitError("io", `${from.href} leads on to ${JSON.stringify(location)}, ${why}.`, {
    address: from.href,
  });
}

function tryUrl(location: string, from: URL): URL | undefined {
  try {
    return new URL(location, from);
  } catch {
    return undefined;
  }
}
