export type { FitsFile, FitsHdu, FitsOther } from "./file/file.ts";
export type { FitsGroups } from "./groups/groups.ts";
export type { Inflate } from "./gzip/inflate.ts";
export type { FitsCard } from "./header/card.ts";
export type { FitsHeader } from "./header/header.ts";
export type { FitsValue } from "./header/value.ts";
export type { FitsImage } from "./image/image.ts";
export type { BigArray, NumberArray } from "./numbers/arrays.ts";
export { type ParseFitsOptions, parseFits } from "./parse-fits.ts";
export { type ReadFitsOptions, readFits } from "./read-fits.ts";
export type { ColumnType, FitsColumn } from "./table/column.ts";
export type { ColumnValues, FitsTable, VariableValue } from "./table/table.ts";
export { verifyFits } from "./verify/verify-fits.ts";
export { isReservedKeyword } from "./write/header-bytes.ts";
export type {
  WritableCard,
  WritableCell,
  WritableColumn,
  WritableColumnLabels,
  WritableHdu,
  WritableHeader,
  WritableImage,
  WritableNumbers,
  WritableTable,
  WritableType,
  WritableValue,
  WritableVariableColumn,
} from "./write/writable.ts";
export { writeFits } from "./write/write-fits.ts";
