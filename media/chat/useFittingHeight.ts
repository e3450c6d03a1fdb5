import type { RefObject } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";

/** Keeps a text field as high as its text, up to what its style allows. */
export function useFittingHeight(input: RefObject<HTMLTextAreaElement | null>, text: string): void {
  const fit = (): void => {
    const element = input.current;
    if (element === null) return;
    element.style.height = "0";
    element.style.height = `${element.scrollHeight}px`;
  };
  useLayoutEffect(fit, [text]);
  useEffect(() => {
    // A narrower view breaks lines elsewhere.
    window.addEventListener("resize", fit);
    return () => window.removeEventListener("resize", fit);
  }, []);
}
