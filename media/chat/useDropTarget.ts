import { useEffect, useRef, useState } from "preact/hooks";
import { hasContext, readDropped, type DroppedContext } from "./droppedContext";

/**
 * Takes what is dropped anywhere on the page; true while something that could be attached is dragged over it. VS Code
 * lets a drag of its own into a webview only while Shift is held, and takes it itself otherwise.
 */
export function useDropTarget(onDropped: (context: DroppedContext) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const newest = useRef(onDropped);
  newest.current = onDropped;
  useEffect(() => {
    const over = (event: DragEvent): void => {
      const data = event.dataTransfer;
      if (data === null || !hasContext(data.types)) return;
      event.preventDefault();
      data.dropEffect = "copy";
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      // From one element of the page to another, not out of it.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      setIsOver(false);
      const data = event.dataTransfer;
      if (data === null || !hasContext(data.types)) return;
      const context = readDropped(data);
      const isEmpty = context.uris.length + context.images.length + context.unknown.length === 0;
      // A link to a web page is text for the message; anywhere else it would be followed.
      if (isEmpty && event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      if (!isEmpty) newest.current(context);
    };
    document.addEventListener("dragenter", over);
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragenter", over);
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, []);
  return isOver;
}
