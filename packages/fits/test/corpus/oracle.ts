/** Parts of the corpus that the tests read. Its README describes the digests. */

export interface ManifestEntry {
  readonly id: string;
  readonly file: string;
  readonly oracle?: string;
  readonly transport: string;
  readonly expect: "read" | "read-with-warning" | "read-or-refuse" | "refuse-or-warn" | "refuse";
  readonly why: readonly string[];
}

export interface OracleColumn {
  readonly name: string | null;
  readonly tform: string;
  readonly kind: "numeric" | "string" | "logical" | "bit" | "complex" | "vla";
  readonly elem?: string;
  readonly tnull?: number;
  readonly raw_le_sha256?: string;
  readonly physical_f64_sha256?: string;
  readonly exact_int?: { readonly le_sha256: string };
  readonly strings_sha256?: string;
  readonly tri_state_u8_sha256?: string;
  readonly bits_u8_sha256?: string;
  readonly lengths_i64_sha256?: string;
}

export interface OracleImage {
  readonly shape: readonly number[];
  readonly raw_le_sha256: string;
  readonly physical_f64_sha256: string;
  readonly exact_int?: { readonly le_sha256: string };
}

/** What the decoder of the corpus, made from the standard, found. */
interface OracleDecoded {
  readonly raw_le_sha256: string;
  readonly physical_f64_sha256: string;
}

export interface OracleCompressed {
  readonly shape: readonly number[];
  /** Of integers, as the type that the image has once BZERO is applied. */
  readonly native_le_sha256: string | null;
  readonly physical_f64_sha256: string;
  readonly independent_decoder?: OracleDecoded;
}

export interface OracleGroups {
  readonly gcount: number;
  readonly data_physical_f64_sha256: string;
  readonly par: Readonly<Record<string, { readonly f64_sha256: string }>>;
  readonly par_summed?: Readonly<Record<string, readonly number[]>>;
}

export type OracleValue = string | number | boolean | null | { readonly int: string } | { re: number; im: number };

export type OracleCard = readonly [string, OracleValue, string] | { readonly unparsable: string; readonly raw: string };

export interface OracleHdu {
  readonly index: number;
  readonly type: string;
  readonly cards?: readonly OracleCard[];
  readonly extname?: string | null;
  readonly image?: OracleImage;
  readonly groups?: OracleGroups;
  readonly compressed_image?: OracleCompressed;
  readonly table?: { readonly nrows: number; readonly columns?: readonly OracleColumn[] };
}

export interface Oracle {
  readonly hdus: readonly OracleHdu[];
}
