import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { bundled } from "@gammakit-tools/vitest/bundle";
import { expect, it } from "vitest";

const size = 250 * 2 ** 20;

function* blocks() {
  const block = Buffer.alloc(2 ** 20, 7);
  for (let sent = 0; sent < size; sent += block.length) yield block;
}

/** Most memory [bytes] of a process that reads what a server sends whole, and of one that reads nothing. */
async function peakOf(isTold: boolean): Promise<readonly [withIt: number, without: number]> {
  const server = createServer((_, response) => {
    if (isTold) response.setHeader("content-length", size);
    Readable.from(blocks()).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const core = await bundled(new URL("../../src/source/url-source.ts", import.meta.url));
  const program = new URL("program.mjs", core);
  await writeFile(
    program,
    `import { urlSource } from ${JSON.stringify(core.href)};
const before = process.resourceUsage().maxRSS;
const source = urlSource(process.argv[2]);
const bytes = await source.read(0, await source.size());
for (let i = 0; i < ${size}; i += 1000) if (bytes[i] !== 7) throw new Error("not what was sent");
console.log(JSON.stringify([1024 * process.resourceUsage().maxRSS, 1024 * before]));`,
  );
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [fileURLToPath(program), `http://127.0.0.1:${port}/`]);
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  const [code] = await once(child, "close");
  server.closeAllConnections();
  server.close();
  expect(code).toBe(0);
  return JSON.parse(text);
}

it.each([true, false])(
  "an answer that comes whole takes its size of memory and little more, its length told: %s",
  async (isTold) => {
    const [withIt, without] = await peakOf(isTold);
    // What has come and was copied waits for the garbage collection: some 100 MB, however long the answer is.
    expect(withIt - without).toBeLessThan(1.6 * size);
  },
  60_000,
);
