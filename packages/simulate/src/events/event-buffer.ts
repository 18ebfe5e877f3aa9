import type { EventList, Instant } from "@gammakit/core";

/** Events as they are drawn, in arrays that grow. */
export interface EventBuffer {
  size: number;
  time: Float64Array;
  lon: Float64Array;
  lat: Float64Array;
  energy: Float64Array;
}

const columns = ["time", "lon", "lat", "energy"] as const;

/** A buffer without events. */
export function createEventBuffer(): EventBuffer {
  const [time, lon, lat, energy] = columns.map(() => new Float64Array(1024));
  return { size: 0, time, lon, lat, energy };
}

/** Makes room for `count` more. */
export function reserve(buffer: EventBuffer, count: number): void {
  const wanted = buffer.size + count;
  if (wanted <= buffer.time.length) return;
  const length = Math.max(wanted, Math.ceil(1.25 * buffer.time.length));
  for (const column of columns) {
    const grown = new Float64Array(length);
    grown.set(buffer[column].subarray(0, buffer.size));
    buffer[column] = grown;
  }
}

/** The events in the order of their times. */
export function sortedEvents(buffer: EventBuffer, reference: Instant): EventList {
  const order = timeOrder(buffer.time.subarray(0, buffer.size));
  const pick = (values: Float64Array) => {
    const out = new Float64Array(order.length);
    for (let i = 0; i < order.length; i++) out[i] = values[order[i]];
    return out;
  };
  const { time, lon, lat, energy } = buffer;
  return { reference, time: pick(time), lon: pick(lon), lat: pick(lat), energy: pick(energy) };
}

/** Indices in the order of `time`: into buckets of equal width first, then by insertion, which has next to nothing left to do. */
function timeOrder(time: Float64Array): Int32Array {
  const n = time.length;
  const order = new Int32Array(n);
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    low = Math.min(low, time[i]);
    high = Math.max(high, time[i]);
  }
  const scale = high > low ? (n - 1) / (high - low) : 0;
  const begin = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) begin[Math.floor((time[i] - low) * scale) + 1]++;
  for (let i = 0; i < n; i++) begin[i + 1] += begin[i];
  for (let i = 0; i < n; i++) order[begin[Math.floor((time[i] - low) * scale)]++] = i;
  for (let i = 1; i < n; i++) {
    const index = order[i];
    let k = i - 1;
    while (k >= 0 && time[order[k]] > time[index]) {
      order[k + 1] = order[k];
      k--;
    }
    order[k + 1] = index;
  }
  return order;
}
