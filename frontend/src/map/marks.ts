// What is drawn for the events at places: groups at a distance, areas for what is known less exactly, single places near.

import { project, unitsOfKm, worldSize } from "./mercator";

export type Precision = "exact" | "near" | "admin2" | "admin1" | "country" | "water";

/** A place that events stand at, and the radius of the circle in which they lie (0: the place itself). */
export interface Spot {
  place: string;
  name: string;
  country: string | null;
  lon: number;
  lat: number;
  precision: Precision;
  radiusKm: number;
}

/** What is drawn once. `spots` are the numbers of its places; `vague` says that none of them is a place itself. */
export interface Mark {
  kind: "spot" | "group" | "area" | "country";
  lon: number;
  lat: number;
  count: number;
  radiusKm: number;
  vague: boolean;
  spots: number[];
}

/** A square of a picture of density: its edges in degrees, and how many events stand in it. */
export interface Cell {
  west: number;
  south: number;
  east: number;
  north: number;
  count: number;
}

/** Places closer than this many pixels are one group. */
const APART = 52;
/** An area smaller than this many pixels goes into a group. */
const SMALLEST_AREA = 13;
const CELL = 14;

/** The marks of the places with events at a zoom, those with the most events first. */
export function marksAt(spots: readonly Spot[], counts: readonly number[], zoom: number): Mark[] {
  const size = worldSize(zoom);
  const shown = spots.map((_, i) => i).filter((i) => (counts[i] ?? 0) > 0);
  shown.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const marks: Mark[] = [];
  const near: number[] = [];
  for (const i of shown) {
    const spot = spots[i]!;
    if (spot.precision === "country") marks.push(alone(spots, counts, i, "country"));
    else if (unitsOfKm(spot.radiusKm, spot.lat) * size >= SMALLEST_AREA) marks.push(alone(spots, counts, i, "area"));
    else near.push(i);
  }
  const groups = grouped(spots, counts, near, APART / size);
  const clear: Mark[] = [];
  for (const mark of marks) {
    if (mark.kind === "country" && [...groups, ...clear].some((other) => covers(other, mark, size))) continue;
    clear.push(mark);
  }
  return [...clear, ...groups].sort((a, b) => b.count - a.count);
}

/** Whether a mark hides the number of a country, which its shade tells of all the same. */
function covers(mark: Mark, country: Mark, size: number): boolean {
  const a = project(mark.lon, mark.lat);
  const b = project(country.lon, country.lat);
  return Math.hypot(a.x - b.x, a.y - b.y) * size < radiusOf(mark) + 10;
}

function alone(spots: readonly Spot[], counts: readonly number[], i: number, kind: Mark["kind"]): Mark {
  const { lon, lat, radiusKm } = spots[i]!;
  return { kind, lon, lat, count: counts[i] ?? 0, radiusKm, vague: radiusKm > 0, spots: [i] };
}

/** Each place takes those around it that none before has taken; they are looked for in a grid. */
function grouped(spots: readonly Spot[], counts: readonly number[], order: number[], apart: number): Mark[] {
  const at = new Map(order.map((i) => [i, project(spots[i]!.lon, spots[i]!.lat)]));
  const cells = new Map<string, number[]>();
  const key = (x: number, y: number): string => `${Math.floor(x / apart)} ${Math.floor(y / apart)}`;
  for (const [i, { x, y }] of at) {
    const cell = key(x, y);
    cells.set(cell, [...(cells.get(cell) ?? []), i]);
  }
  const taken = new Set<number>();
  return order.flatMap((i) => {
    if (taken.has(i)) return [];
    const { x, y } = at.get(i)!;
    const members = around(cells, key, x, y, apart).filter((j) => {
      const other = at.get(j)!;
      return !taken.has(j) && Math.hypot(other.x - x, other.y - y) < apart;
    });
    members.forEach((j) => taken.add(j));
    return [members.length > 1 ? group(spots, counts, members) : alone(spots, counts, i, "spot")];
  });
}

function around(
  cells: Map<string, number[]>,
  key: (x: number, y: number) => string,
  x: number,
  y: number,
  apart: number,
): number[] {
  const steps = [-apart, 0, apart];
  return steps.flatMap((dx) => steps.flatMap((dy) => cells.get(key(x + dx, y + dy)) ?? []));
}

function group(spots: readonly Spot[], counts: readonly number[], members: number[]): Mark {
  let count = 0;
  let lon = 0;
  let lat = 0;
  for (const i of members) {
    const n = counts[i] ?? 0;
    count += n;
    lon += spots[i]!.lon * n;
    lat += spots[i]!.lat * n;
  }
  const vague = members.every((i) => spots[i]!.radiusKm > 0);
  return { kind: "group", lon: lon / count, lat: lat / count, count, radiusKm: 0, vague, spots: members };
}

/** How many events stand in each square of some pixels; those known only to a country are left to its shade. */
export function cellsAt(spots: readonly Spot[], counts: readonly number[], zoom: number): Cell[] {
  const across = Math.max(1, Math.round(worldSize(zoom) / CELL));
  const found = new Map<number, number>();
  spots.forEach((spot, i) => {
    const n = counts[i] ?? 0;
    if (!n || spot.precision === "country") return;
    const { x, y } = project(spot.lon, spot.lat);
    const cell = Math.min(across - 1, Math.floor(y * across)) * across + Math.min(across - 1, Math.floor(x * across));
    found.set(cell, (found.get(cell) ?? 0) + n);
  });
  const lon = (column: number): number => (column / across - 0.5) * 360;
  const lat = (row: number): number =>
    (360 / Math.PI) * Math.atan(Math.exp((0.5 - row / across) * 2 * Math.PI)) - 90;
  return Array.from(found, ([cell, count]) => {
    const row = Math.floor(cell / across);
    const column = cell % across;
    return { west: lon(column), east: lon(column + 1), north: lat(row), south: lat(row + 1), count };
  });
}

/** Pixels of a mark's radius: its area grows slowly with the number of events. */
export function radiusOf(mark: Mark): number {
  return mark.count === 1 ? 6 : Math.min(25, 8 + 1.5 * Math.log2(mark.count));
}

/** A number in few characters: 1234 is "1.2k". */
export function short(n: number): string {
  if (n < 1000) return String(n);
  return n < 10000 ? `${(n / 1000).toFixed(1).replace(".0", "")}k` : `${Math.round(n / 1000)}k`;
}
