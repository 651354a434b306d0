// Words beside the map: what was picked, and the places in view.

import type { Mark, Spot } from "../map/marks";
import type { Bounds } from "../map/mercator";
import { plural } from "./map";

const NAMED = 5;

const EXACTLY: Record<Spot["precision"], string> = {
  exact: "the place itself",
  near: "near the place",
  admin2: "somewhere in the district",
  admin1: "somewhere in the province",
  country: "somewhere in the country",
  water: "somewhere on the water",
};

type Ask = (values: Record<string, string>) => void;

/** What a mark stands for, and what can be done with it. */
export function pickedWords(mark: Mark, spots: readonly Spot[], ask: Ask, look: (area: Bounds) => void): Node[] {
  const those = mark.spots.flatMap((i) => spots[i] ?? []);
  const [first] = those;
  if (!first) return [];
  const names = those.slice(0, NAMED).map((spot) => spot.name);
  const more = those.length - names.length;
  const where =
    those.length === 1
      ? `${first.name} (${EXACTLY[first.precision]})`
      : `${names.join(", ")}${more > 0 ? ` and ${plural(more, "place")} more` : ""}`;
  const line = document.createElement("p");
  line.textContent = `${where}: ${plural(mark.count, "event")}. `;
  const area = around(those);
  line.append(
    button(those.length === 1 ? "Only this place" : "Only this area", () => ask(those.length === 1 ? { place: first.place, box: "" } : { box: boxOf(area), place: "" })),
  );
  if (first.precision !== "country") line.append(button("Closer", () => look(area)));
  return [line];
}

/** The rows of the table of places. */
export function placeTable(places: { spot: Spot; events: number }[], ask: Ask): Node[] {
  return places.map(({ spot, events }) => {
    const row = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    name.append(button(spot.name, () => ask({ place: spot.place, box: "" })));
    const how = document.createElement("td");
    how.textContent = EXACTLY[spot.precision];
    const number = document.createElement("td");
    number.className = "number";
    number.textContent = events.toLocaleString("en");
    row.append(name, how, number);
    return row;
  });
}

/** The rows of the table beside the timeline. */
export function monthRows(rows: [string, number][]): Node[] {
  return rows.map(([when, events]) => {
    const row = document.createElement("tr");
    const name = document.createElement("th");
    name.scope = "row";
    name.textContent = when;
    const number = document.createElement("td");
    number.className = "number";
    number.textContent = events.toLocaleString("en");
    row.append(name, number);
    return row;
  });
}

function button(words: string, then: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = words;
  made.addEventListener("click", then);
  return made;
}

function around(spots: Spot[]): Bounds {
  const lons = spots.map((spot) => spot.lon);
  const lats = spots.map((spot) => spot.lat);
  const edge = 0.02;
  return {
    west: Math.max(-180, Math.min(...lons) - edge),
    east: Math.min(180, Math.max(...lons) + edge),
    south: Math.max(-90, Math.min(...lats) - edge),
    north: Math.min(90, Math.max(...lats) + edge),
  };
}

function boxOf({ west, south, east, north }: Bounds): string {
  return [west, south, east, north].map((degrees) => degrees.toFixed(3)).join(",");
}
