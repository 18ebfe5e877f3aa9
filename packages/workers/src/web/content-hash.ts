/** How deep data may be nested to be known by their content. */
const deepest = 64;
let strangers = 0;

/**
 * A hash of cloneable data, 128 bits in hexadecimal: equal for equal content, typed arrays by their bytes. It tells data apart, and
 * resists no attack. What is neither plain nor an array (a Map, a Blob) gets a hash of its own each time.
 */
export function contentHash(value: unknown): string {
  const hash = createHash();
  visit(value, hash, 0);
  return hash.text();
}

interface Hash {
  /** Takes in 32 bits. */
  word(value: number): void;
  text(): string;
}

function createHash(): Hash {
  let [a, b, c, d] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  let count = 0;
  const word = (value: number) => {
    a = Math.imul(a ^ value, 0x9e3779b1);
    b = Math.imul((b ^ ((a >>> 15) | (a << 17))) + value, 0x85ebca77);
    c = Math.imul(c ^ ((b >>> 13) | (b << 19)), 0xc2b2ae3d);
    d = Math.imul((d ^ ((c >>> 16) | (c << 16))) + a, 0x27d4eb2f);
    a ^= d >>> 14;
    count++;
  };
  return {
    word,
    text() {
      word(count);
      for (let i = 0; i < 8; i++) word(i);
      return [a, b, c, d].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
    },
  };
}

function visit(value: unknown, hash: Hash, depth: number): void {
  if (typeof value === "number") visitNumber(value, hash);
  else if (typeof value === "string") visitText(value, hash);
  else if (typeof value === "boolean") hash.word(value ? 2 : 3);
  else if (value === undefined) hash.word(4);
  else if (value === null) hash.word(5);
  else if (depth > deepest) visitStranger(hash);
  else if (ArrayBuffer.isView(value)) visitView(value, hash);
  else if (Array.isArray(value)) visitList(value, hash, depth);
  else if (isPlain(value)) visitEntries(Object.entries(value), hash, depth);
  else visitStranger(hash);
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === Object.prototype || prototype === null;
}

const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);

function visitNumber(value: number, hash: Hash): void {
  number[0] = value;
  hash.word(6);
  hash.word(halves[0]);
  hash.word(halves[1]);
}

function visitText(value: string, hash: Hash): void {
  hash.word(7);
  hash.word(value.length);
  for (let i = 0; i < value.length; i++) hash.word(value.charCodeAt(i));
}

function visitList(list: readonly unknown[], hash: Hash, depth: number): void {
  hash.word(8);
  hash.word(list.length);
  for (const entry of list) visit(entry, hash, depth + 1);
}

function visitEntries(entries: readonly (readonly [string, unknown])[], hash: Hash, depth: number): void {
  hash.word(9);
  hash.word(entries.length);
  for (const [key, entry] of entries) {
    visitText(key, hash);
    visit(entry, hash, depth + 1);
  }
}

function visitView(view: ArrayBufferView, hash: Hash): void {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  visitText(view.constructor.name, hash);
  hash.word(bytes.length);
  const words = bytes.length >> 2;
  if (view.byteOffset % 4 === 0) {
    const whole = new Uint32Array(view.buffer, view.byteOffset, words);
    for (let i = 0; i < words; i++) hash.word(whole[i]);
  } else {
    const data = new DataView(view.buffer, view.byteOffset, view.byteLength);
    for (let i = 0; i < words; i++) hash.word(data.getUint32(4 * i, littleEndian));
  }
  for (let i = 4 * words; i < bytes.length; i++) hash.word(bytes[i]);
}

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function visitStranger(hash: Hash): void {
  hash.word(10);
  hash.word(++strangers);
}
