// What a map of either kind can do: the one drawn by WebGL, and the one for browsers without it.

import type { Bounds, View } from "./mercator";
import type { Cell, Mark } from "./marks";

/** What is drawn over the land. `shades` are the countries with events of no closer place, 0 to 1. */
export interface Drawn {
  marks: readonly Mark[];
  cells: readonly Cell[];
  shades: ReadonlyMap<string, number>;
}

export interface Picture {
  readonly kind: "webgl" | "canvas";
  draw(drawn: Drawn): void;
  view(): View;
  bounds(): Bounds;
  show(view: View): void;
  zoomBy(step: number): void;
  /** Called when the view has come to rest. */
  onRest(then: () => void): void;
  onPick(then: (mark: Mark | null) => void): void;
  /** Take the colours of the page again. */
  recolour(): void;
}

export interface Colours {
  sea: string;
  land: string;
  border: string;
  mark: string;
  onMark: string;
  text: string;
  halo: string;
}

/** The colours of the page, light or dark. */
export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    sea: of("--sea"),
    land: of("--land"),
    border: of("--border"),
    mark: of("--accent"),
    onMark: of("--on-accent"),
    text: of("--text"),
    halo: of("--page"),
  };
}
