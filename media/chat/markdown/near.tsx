import type { ComponentChildren } from "preact";
import { h } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** A part of something long. */
export interface NearPart {
  readonly tag: "div" | "span" | "ul" | "ol" | "tbody";
  readonly class?: string;
  /** Of an `ol`. */
  readonly start?: number;
  /** How high it may be; asked once, before it was ever drawn. */
  readonly guessPx: () => number;
  readonly draw: () => ComponentChildren;
}

interface Props extends NearPart {
  /** False: always drawn. */
  readonly isWindowed: boolean;
  /** Drawn before it is known where it stands; for what is sure to be seen. */
  readonly startsNear?: boolean;
}

/** Drawn this far above and below the view. */
const marginPx = 400;

/**
 * Draws its part only near the view; further away an empty element of its last height stands for it. The transcript
 * corrects the scroll position by what changes above the view (`data-near`).
 */
export function Near(props: Props): ComponentChildren {
  const { tag, start, guessPx, draw, isWindowed, startsNear } = props;
  const element = useRef<HTMLElement>(null);
  const heightPx = useRef<number>(undefined);
  const [isNear, setIsNear] = useState(startsNear === true || !isWindowed);
  const isDrawn = useRef(isNear);
  isDrawn.current = isNear;
  useEffect(() => {
    if (!isWindowed || element.current === null) {
      setIsNear(true);
      return;
    }
    return watch(element.current, ({ isIntersecting, boundingClientRect }) => {
      if (!isIntersecting && isDrawn.current) heightPx.current = boundingClientRect.height;
      setIsNear(isIntersecting);
    });
  }, [isWindowed]);
  const space = isNear ? undefined : { height: `${(heightPx.current ??= guessPx())}px` };
  const attributes = {
    ref: element,
    class: props.class,
    "data-near": "",
    style: space,
    ...(start === undefined || !isNear ? {} : { start }),
    ...(isNear ? {} : { "aria-hidden": "true" }),
  };
  // A table gives a height to rows only.
  if (tag === "tbody" && !isNear) return h(tag, { ...attributes, style: undefined }, <tr style={space} />);
  return h(tag, attributes, isNear ? draw() : null);
}

const observers = new WeakMap<Element, IntersectionObserver>();
const listeners = new WeakMap<Element, (entry: IntersectionObserverEntry) => void>();

function watch(element: Element, listener: (entry: IntersectionObserverEntry) => void): () => void {
  const root = element.closest(".thinking-body, .transcript") ?? document.documentElement;
  const observer =
    observers.get(root) ??
    new IntersectionObserver(
      (entries) => {
        for (const entry of entries) listeners.get(entry.target)?.(entry);
      },
      { root, rootMargin: `${marginPx}px 0px` },
    );
  observers.set(root, observer);
  listeners.set(element, listener);
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    listeners.delete(element);
  };
}
