// What the server counts: places once for each state of the ledger, and how many events stand at each of them.

import type { Precision, Spot } from "../map/marks";

interface PlacesAnswer {
  version: string;
  place: string[];
  name: string[];
  country: (string | null)[];
  lat: (number | null)[];
  lon: (number | null)[];
  precision: Precision[];
  radius_km: number[];
}

export interface Places {
  version: string;
  /** In the order of `Counts.at`; a place that cannot be drawn has NaN for its degrees. */
  spots: Spot[];
}

export interface Counts {
  version: string;
  /** Events that fit; those of them dated less exactly than to a day, or not at all, as if no days were asked for. */
  events: number;
  loose: number;
  at: number[];
  first_day: string | null;
  on: number[];
}

export async function loadPlaces(): Promise<Places> {
  const told = await answer<PlacesAnswer>("/api/v1/overview/places");
  const spots = told.place.map((place, i) => ({
    place,
    name: told.name[i] ?? place,
    country: told.country[i] ?? null,
    lat: told.lat[i] ?? NaN,
    lon: told.lon[i] ?? NaN,
    precision: told.precision[i] ?? "exact",
    radiusKm: told.radius_km[i] ?? 0,
  }));
  return { version: told.version, spots };
}

export function loadCounts(query: string, signal: AbortSignal): Promise<Counts> {
  return answer<Counts>(`/api/v1/overview/counts?${query}`, signal);
}

async function answer<T>(address: string, signal?: AbortSignal): Promise<T> {
  const got = await fetch(address, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) });
  if (got.ok) return (await got.json()) as T;
  const told: unknown = await got.json().catch(() => null);
  const detail = typeof told === "object" && told && "detail" in told ? String(told.detail) : got.statusText;
  throw new Error(detail);
}
