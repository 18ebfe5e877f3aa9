import { column, tableOf } from "@gammakit/core";
import { expect, it } from "vitest";
import { ucdOf, writeMarkdown, writeVotable } from "../../src/index.ts";

const table = tableOf(
  "spectra <1>",
  [
    column("index", Float64Array.of(2.6, Number.NaN), { description: 'Photon "index" & slope' }),
    column("index_err", Float64Array.of(0.12, Number.POSITIVE_INFINITY)),
    column("flux", Float64Array.of(1e-12, -0), { unit: "cm-2 s-1" }),
    column("n", Int32Array.of(1, -2), { unit: "ct" }),
    column("ok", [true, false]),
    column("note", ["a|b", "µ <"]),
    column("scan", Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), { unit: "erg cm-2 s-1", shape: [2, 3] }),
    column("tags", ["a", "bcd", "", "e"], { shape: [2] }),
  ],
  { creator: "gammakit", pi: Math.PI, yes: true },
);

it("a VOTable has names, types, units, descriptions and UCDs", () => {
  expect(writeVotable(table)).toBe(`<?xml version="1.0" encoding="utf-8"?>
<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3">
<RESOURCE type="results">
<TABLE name="spectra &lt;1&gt;" nrows="2">
<PARAM name="creator" datatype="char" arraysize="*" value="gammakit"/>
<PARAM name="pi" datatype="double" value="3.141592653589793"/>
<PARAM name="yes" datatype="boolean" value="T"/>
<FIELD name="index" datatype="double" ucd="spect.index"><DESCRIPTION>Photon "index" &amp; slope</DESCRIPTION></FIELD>
<FIELD name="index_err" datatype="double" ucd="stat.error;spect.index"/>
<FIELD name="flux" datatype="double" unit="cm**-2.s**-1" ucd="phot.flux;em.gamma"/>
<FIELD name="n" datatype="int" unit="count"/>
<FIELD name="ok" datatype="boolean"/>
<FIELD name="note" datatype="unicodeChar" arraysize="*"/>
<FIELD name="scan" datatype="double" arraysize="3x2" unit="cm**-2.erg.s**-1"/>
<FIELD name="tags[0]" datatype="char" arraysize="*"/>
<FIELD name="tags[1]" datatype="char" arraysize="*"/>
<DATA><TABLEDATA>
<TR><TD>2.6</TD><TD>0.12</TD><TD>1e-12</TD><TD>1</TD><TD>T</TD><TD>a|b</TD><TD>1 2 3 4 5 6</TD><TD>a</TD><TD>bcd</TD></TR>
<TR><TD>NaN</TD><TD>+Inf</TD><TD>-0</TD><TD>-2</TD><TD>F</TD><TD>µ &lt;</TD><TD>7 8 9 10 11 12</TD><TD></TD><TD>e</TD></TR>
</TABLEDATA></DATA>
</TABLE>
</RESOURCE>
</VOTABLE>
`);
});

it("a column of vectors without elements keeps its field", () => {
  const empty = tableOf("t", [column("tags", [], { shape: [0] }), column("n", Int32Array.of())]);
  expect(writeVotable(empty).match(/<FIELD name="\w+"/g)).toEqual(['<FIELD name="tags"', '<FIELD name="n"']);
});

it("characters that XML has no place for do not break the document", () => {
  const odd = tableOf("t", [column("note", ["a\u0000b\uD800", "\u{1F300}"])]);
  expect(writeVotable(odd)).toContain("<TD>a\uFFFDb\uFFFD</TD>");
  expect(writeVotable(odd)).toContain("<TD>\u{1F300}</TD>");
});

it("a limit and an error say of what they are; unknown names have no UCD", () => {
  expect(ucdOf({ name: "dnde_ul" })).toBe("phot.flux.density;em.gamma;stat.max");
  expect(ucdOf({ name: "eflux_errn" })).toBe("stat.error;phot.flux;em.gamma");
  expect(ucdOf({ name: "constructor" })).toBeUndefined();
  expect(ucdOf({ name: "x_err" })).toBeUndefined();
});

it("Markdown has a value and its error in one column, and keeps its own characters out of the text", () => {
  expect(writeMarkdown(table).split("\n").slice(0, 3)).toEqual([
    "| index | flux \\[cm-2 s-1\\] | n \\[ct\\] | ok | note | scan \\[erg cm-2 s-1\\] | tags |",
    "| ---: | ---: | ---: | --- | --- | ---: | --- |",
    "| 2.60 ± 0.12 | 1.000e-12 | 1 | true | a\\|b | \\[1, 2, 3, …\\] | \\[a, bcd\\] |",
  ]);
});
