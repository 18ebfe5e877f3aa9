import type { SkyPosition } from "@gammakit/core";
import { html } from "../dom/build.ts";
import { createNumberField } from "../dom/number-field.ts";
import type { ProfileRegionsSettings } from "../job/profile-settings.ts";
import type { RegionsChange } from "./regions-view.ts";

/** The fields that place the ends of a path, or the center of rings. */
export interface PathFields {
  readonly root: HTMLElement;
  show(settings: ProfileRegionsSettings | undefined): void;
}

const names = { start: "Start", end: "End", center: "Center" } as const;
type Place = keyof typeof names;

/** Makes the fields; `change` is told where a person puts what. */
export function createPathFields(change: (change: RegionsChange) => void): PathFields {
  let settings: ProfileRegionsSettings | undefined;
  const positionOf = (place: Place) => (settings as Partial<Record<Place, SkyPosition>> | undefined)?.[place];
  const rows = (Object.keys(names) as Place[]).map((place) => {
    const fields = (["lon", "lat"] as const).map((key) =>
      createNumberField((value) => {
        const before = positionOf(place);
        if (before !== undefined) change({ [place]: { ...before, [key]: value } });
      }),
    );
    return { place, fields, root: html("div", { class: "row" }, ...fields.map(({ root }) => root)) };
  });
  return {
    root: html("div", { class: "controls" }, ...rows.map(({ root }) => root)),
    show(next) {
      settings = next;
      const angles = next?.frame === "galactic" ? ["l", "b"] : ["RA", "Dec"];
      for (const { place, fields, root } of rows) {
        const position = positionOf(place);
        root.hidden = position === undefined;
        if (position === undefined) continue;
        fields[0].set(position.lon, `${names[place]} ${angles[0]} [deg]`);
        fields[1].set(position.lat, `${names[place]} ${angles[1]} [deg]`);
      }
    },
  };
}
