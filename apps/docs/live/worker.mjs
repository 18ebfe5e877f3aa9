import { createInterpreter } from "./interpreter.mjs";
import { loadModule } from "./modules.mjs";

// Runs the blocks of a page, one message after the other; no other thread waits for it, so a page can stop it at any time.

/**
 * @typedef {{ kind: "run", id: number, code: string }} RunMessage
 * @typedef {{ kind: "evaluate", id: number, expressions: readonly string[] }} EvaluateMessage
 * @typedef {{ kind: "start", dataUrl: string }} StartMessage
 */

let dataUrl = "";
const interpreter = createInterpreter({ load: loadModule, dataUrl: () => dataUrl });

/** @type {Promise<void>} */
let busy = Promise.resolve();
self.addEventListener("message", ({ data }) => {
  busy = busy.then(() => answer(data));
});

/** @param {RunMessage | EvaluateMessage | StartMessage} message */
async function answer(message) {
  if (message.kind === "start") {
    dataUrl = message.dataUrl;
    return;
  }
  const { id } = message;
  if (message.kind === "run") {
    try {
      await interpreter.run(message.code, (item) => self.postMessage({ kind: "item", id, item }));
      self.postMessage({ kind: "done", id });
    } catch (error) {
      const { name, message: words, line } = /** @type {import("./interpreter.mjs").BlockError} */ (error);
      self.postMessage({ kind: "failed", id, name, words, line });
    }
    return;
  }
  const values = [];
  for (const expression of message.expressions) {
    try {
      values.push(Number(await interpreter.evaluate(expression)));
    } catch {
      values.push(undefined);
    }
  }
  self.postMessage({ kind: "done", id, values });
}
