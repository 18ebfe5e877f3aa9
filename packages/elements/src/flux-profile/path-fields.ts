import type { SkyPosition } from "@gammakit/core";
import { html } from "../dom/build.ts";
import { createNumberField } from "../dom/number-field.ts";
import { angleFields } from "../job/angle-fields.ts";
import type { ProfileRegionsSettings } from "../job/profile-settings.ts";
import type { RegionsChange } from "./regions-view.ts";

/** The fields that place the ends of a path, or the center of rings. */
export interface PathFields {
  readonly root: HTMLElement;
  show(settings: ProfileRegionsSettings | undefined): void;
}

const names = { start: "Start", end: "End", center: "Center" } as const;
type Place = keyof typeof names;

/** What the fields are told when they are made. */
export interface PathFieldsOptions {
  /** Where a person puts what. */
  change(change: RegionsChange): void;
  /** Why what was typed changes nothing. */
  refuse(words: string): void;
}

/** Makes the fields. */
export function createPathFields({ change, refuse }: PathFieldsOptions): PathFields {
  let settings: ProfileRegionsSettings | undefined;
  const positionOf = (place: Place) => (settings as Partial<Record<Place, SkyPosition>> | undefined)?.[place];
  const rows = (Object.keys(names) as Place[]).map((place) => {
    const fields = (["lon", "lat"] as const).map((key) =>
      createNumberField({
        change: (value) => {
          const before = positionOf(place);
          if (before !== undefined) change({ [place]: { ...before, [key]: value } });
        },
        refuse,
      }),
    );
    return { place, fields, root: html("div", { class: "row" }, ...fields.map(({ root }) => root)) };
  });
  return {
    root: html("div", { class: "controls" }, ...rows.map(({ root }) => root)),
    show(next) {
      settings = next;
      const [lon, lat] = angleFields(next?.frame);
      for (const { place, fields, root } of rows) {
        const position = positionOf(place);
        root.hidden = position === undefined;
        if (position === undefined) continue;
        fields[0].set(position.lon, `${names[place]} ${lon.label}`, lon.range);
        fields[1].set(position.lat, `${names[place]} ${lat.label}`, lat.range);
      }
    },
  };
}
