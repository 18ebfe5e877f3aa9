import type { UnitInput } from "../file/unit.ts";
import { BinaryTableUnit, readElements } from "./binary-table.ts";
import type { FitsColumn } from "./column.ts";
import { heapStart, readDescriptors } from "./heap.ts";
import type { VariableValue } from "./table.ts";
import { readStrings } from "./text.ts";

/** A binary table with a heap, in which columns may have arrays of any length. FITS 4.0, section 7.3.5. */
export class VariableTableUnit extends BinaryTableUnit {
  private readonly heapOffset: number;

  constructor(input: UnitInput) {
    super(input);
    this.heapOffset = heapStart(input.header, input.place, input.layout);
  }

  protected override variable(column: FitsColumn): readonly VariableValue[] {
    const field = this.field(column);
    const { type } = column;
    const context = { place: this.place, column, heapOffset: this.heapOffset };
    const { lengths, offsets } = readDescriptors(field, context);
    const values: VariableValue[] = [];
    for (let i = 0; i < lengths.length; i++) {
      const cell = { view: field.view, offset: offsets[i], stride: 0, rows: 1, repeat: lengths[i] };
      values.push(type === "A" ? readStrings({ ...cell, repeat: 1 }, lengths[i])[0] : readElements(type, cell, column));
    }
    return values;
  }
}
