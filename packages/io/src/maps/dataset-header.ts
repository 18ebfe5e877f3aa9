import type { FitsFile } from "@gammakit/fits";

/** NAME of the first unit, or the name of the file without folders and suffixes. */
export function datasetName(file: FitsFile): string {
  const written = file.hdus[0]?.header.string("NAME")?.trim();
  if (written !== undefined && written !== "") return written;
  return file.name.replace(/^.*[/\\]/, "").replace(/\.(fits?|fit\.gz|fits\.gz|gz)$/i, "");
}

const metaKeywords = ["CREATOR", "ORIGIN", "TELESCOP", "INSTRUME", "OBJECT"];

/** What the first unit says of where the data come from. */
export function datasetMeta(file: FitsFile): Readonly<Record<string, string>> {
  const meta: Record<string, string> = {};
  for (const keyword of metaKeywords) {
    const value = file.hdus[0]?.header.string(keyword)?.trim();
    if (value !== undefined && value !== "") meta[keyword] = value;
  }
  return meta;
}
