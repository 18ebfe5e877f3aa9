/** The part of fitsjs 0.6.6 that is subclassed here. The package itself comes without types. */
declare module "fitsjs" {
  class DataUnit {
    constructor(header: HeaderAnswers, data: ArrayBuffer | undefined);
  }

  /** What the constructors ask of a header. */
  interface HeaderAnswers {
    get(keyword: string): unknown;
    contains(keyword: string): boolean;
  }

  class Header implements HeaderAnswers {
    constructor(block: string);
    primary: boolean;
    extension: boolean;
    extensionType?: string;
    /** The constructor makes a function of each. */
    get VerifyFns(): Readonly<Record<string, unknown>>;
    /** Called by the constructor with all cards. */
    readBlock(block: string): unknown;
    readLine(line: string): unknown;
    get(keyword: string): unknown;
    contains(keyword: string): boolean;
    hasDataUnit(): boolean;
    getDataLength(): number;
    getDataType(): string | null;
    isPrimary(): boolean;
    isExtension(): boolean;
  }

  class Image extends DataUnit {
    naxis: number[];
    width: number;
    height: number;
    depth: number;
    isDataCube(): boolean;
    getExtent(values: ArrayLike<number>): [number, number];
    getPixel(values: ArrayLike<number>, x: number, y: number): number;
    _getFrame(buffer: ArrayBuffer, bitpix: number, bzero: number, bscale: number): ArrayLike<number>;
  }

  class Tabular extends DataUnit {
    rows: number;
    cols: number;
    rowByteSize: number;
    /** Called by the constructor; its answer becomes `columns`. */
    getColumns(header: HeaderAnswers): unknown;
    /** Called by the constructor after `getColumns`. */
    setAccessors(header: HeaderAnswers): unknown;
    getRows(row: number, number: number): Record<string, unknown>[];
  }

  class Table extends Tabular {}

  class BinaryTable extends Tabular {}

  class HDU {
    constructor(header: Header, data?: unknown);
    hasData(): boolean;
  }

  export const astro: {
    FITS: {
      Header: typeof Header;
      Image: typeof Image;
      Table: typeof Table;
      BinaryTable: typeof BinaryTable;
      HDU: typeof HDU;
    };
  };
}
