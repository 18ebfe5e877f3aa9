/** Colors from dark to bright in equal steps of lightness. */
const stops = "000004 0d0829 280b53 470b6a 65156e 82206c 9f2a63 bc3754 d44842 e8602d f57d15 fc9e07 fac127 f3e55d fcffa4"
  .split(" ")
  .map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));

/** Pixels of an image, top row first, with the square root of its values as brightness. */
export function paint(values: ArrayLike<number>, nx: number, ny: number): ImageData {
  let most = 0;
  for (let k = 0; k < nx * ny; k++) if (values[k] > most) most = values[k];
  const image = new ImageData(nx, ny);
  for (let y = 0; y < ny; y++) {
    for (let x = 0; x < nx; x++) {
      const at = 4 * ((ny - 1 - y) * nx + x);
      const place = Math.sqrt(Math.max(0, values[y * nx + x]) / (most || 1)) * (stops.length - 1);
      const low = Math.min(stops.length - 2, Math.floor(place));
      for (let c = 0; c < 3; c++) {
        image.data[at + c] = Math.round(stops[low][c] + (place - low) * (stops[low + 1][c] - stops[low][c]));
      }
      image.data[at + 3] = 255;
    }
  }
  return image;
}
