import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { SearchResult } from "../../src/chat/protocol";
import { post } from "./host";
import { readFromHost } from "./readFromHost";

/** How long typing rests before the host is asked. */
const restMs = 150;

/** What a search has found. */
export interface FoundConversations {
  readonly results: readonly SearchResult[];
  /** The host still looks. */
  readonly isSearching: boolean;
}

/** Of all webviews of a window, so that an answer to an older one is never taken for a newer one's. */
let lastSearchId = 0;

/**
 * Searches all conversations for `query` a moment after it has last changed; undefined while it has no words. What an
 * older query has found stays until there is something newer.
 */
export function useConversationSearch(query: string): FoundConversations | undefined {
  const [found, setFound] = useState<FoundConversations>();
  const searchId = useRef<number>(undefined);
  const shownId = useRef<number>(undefined);
  const text = query.trim();
  const onMessage = useCallback((event: MessageEvent<unknown>): void => {
    const message = readFromHost(event.data);
    if (message?.type !== "search-results" || message.searchId !== searchId.current) return;
    const isFirst = shownId.current !== message.searchId;
    shownId.current = message.searchId;
    setFound((old) => ({
      results: isFirst ? message.results : [...(old?.results ?? []), ...message.results],
      isSearching: !message.isComplete,
    }));
  }, []);
  useEffect(() => {
    window.addEventListener("message", onMessage);
    return () => {
      window.removeEventListener("message", onMessage);
      if (searchId.current !== undefined) end(searchId.current);
    };
  }, []);
  useEffect(() => {
    if (text === "") {
      if (searchId.current !== undefined) end(searchId.current);
      searchId.current = undefined;
      setFound(undefined);
      return;
    }
    const timer = setTimeout(() => {
      searchId.current = ++lastSearchId;
      setFound((old) => ({ results: old?.results ?? [], isSearching: true }));
      post({ type: "search-conversations", searchId: lastSearchId, query: text });
    }, restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return found;
}

function end(searchId: number): void {
  post({ type: "search-conversations", searchId, query: "" });
}
