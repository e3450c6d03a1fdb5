import type { VNode } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { protocolVersion, type ChatNotice, type SheetView } from "../../src/chat/protocol";
import { BudgetNotice } from "./budgetNotice";
import { Composer } from "./composer";
import { ConversationList } from "./conversationList";
import { fileLinks, post, readSavedState, writeSavedState } from "./host";
import { OptionsSheet } from "./optionsSheet";
import { PanelMenu } from "./panelMenu";
import { IconButton } from "./iconButton";
import { VisibleText } from "./markdown/visibleText";
import { Notice } from "./notice";
import { QueuedMessages } from "./queuedMessages";
import { readFromHost } from "./readFromHost";
import { applyToReplica, type Replica } from "./replica";
import { announcement, isRunning } from "./statusText";
import { Spending } from "./spending";
import { Transcript } from "./transcript";
import { pruneViewState, readViewState, type ScrollAnchor, type ViewState } from "./viewState";
import { Welcome } from "./welcome";
import "./app.css";

/** How long typing rests before the host gets the draft. */
const draftDelayMs = 300;
/** A `ready` that brought no snapshot is sent again after this. */
const readyAgainMs = 3000;

const askForSnapshot = (): void => post({ type: "ready", version: protocolVersion });

/** The whole panel. */
export function App(): VNode | null {
  const [replica, setReplica] = useState<Replica>();
  const [hasOtherVersion, setHasOtherVersion] = useState(false);
  const [view, setView] = useState<ViewState>(() => readViewState(readSavedState()));
  const [isListOpen, setIsListOpen] = useState(false);
  const [sheet, setSheet] = useState<SheetView>();
  const [focusCount, setFocusCount] = useState(0);
  const listButton = useRef<HTMLButtonElement>(null);
  const current = useRef<Replica>(undefined);
  const draftTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** A search's hit that is to be scrolled to once its branch is shown. */
  const wantedHit = useRef<{ readonly conversationId: string; readonly messageId: string }>(undefined);
  const [hitCount, setHitCount] = useState(0);
  const pendingDraft = useRef<{ conversationId: string; text: string }>(undefined);

  const newestView = useRef(view);
  // Written at once: the view may be thrown away before the next draw.
  const changeView = useCallback((change: (view: ViewState) => ViewState) => {
    const changed = change(newestView.current);
    if (changed === newestView.current) return;
    newestView.current = changed;
    writeSavedState(newestView.current);
    setView(newestView.current);
  }, []);

  const flushDraft = useCallback(() => {
    clearTimeout(draftTimer.current);
    const draft = pendingDraft.current;
    pendingDraft.current = undefined;
    if (draft !== undefined) post({ type: "draft", ...draft });
  }, []);
  const setDraft = useCallback((conversationId: string, text: string) => {
    changeView((old) => ({ ...old, drafts: { ...old.drafts, [conversationId]: text } }));
    if (pendingDraft.current?.conversationId !== conversationId) flushDraft();
    pendingDraft.current = { conversationId, text };
    clearTimeout(draftTimer.current);
    draftTimer.current = setTimeout(flushDraft, draftDelayMs);
  }, []);

  useEffect(() => {
    let readyTimer: ReturnType<typeof setTimeout> | undefined;
    const askUntilAnswered = (): void => {
      if (readyTimer !== undefined) return;
      askForSnapshot();
      readyTimer = setTimeout(() => {
        readyTimer = undefined;
        askUntilAnswered();
      }, readyAgainMs);
    };
    const onMessage = (event: MessageEvent<unknown>): void => {
      const message = readFromHost(event.data);
      if (message === undefined) return;
      if (message.type === "found-files") {
        fileLinks.receive(message);
        return;
      }
      if (message.type === "focus-composer") {
        const id = current.current?.panel.activeConversationId;
        if (message.text !== undefined && id !== undefined) addToDraft(id, message.text);
        setIsListOpen(false);
        setFocusCount((count) => count + 1);
        return;
      }
      if (message.type === "sheet") {
        setSheet(message.sheet);
        return;
      }
      // Answers go to the part that asked (`useHostAnswer`).
      if (message.type !== "snapshot" && message.type !== "update") return;
      if (message.type === "snapshot") {
        clearTimeout(readyTimer);
        readyTimer = undefined;
        if (message.version !== protocolVersion) {
          setHasOtherVersion(true);
          return;
        }
      }
      const before = current.current;
      const { replica, needsSnapshot } = applyToReplica(before, message);
      if (needsSnapshot) askUntilAnswered();
      if (replica === undefined || replica === before) return;
      current.current = replica;
      setReplica(replica);
      if (message.type !== "snapshot") return;
      const id = message.panel.activeConversationId;
      const isOther = before?.panel.activeConversationId !== id;
      const conversationIds = new Set([id, ...message.panel.conversations.map((each) => each.id)]);
      const messageIds = new Set(message.messages.map((each) => each.id));
      const hitId = wantedHit.current?.conversationId === id ? wantedHit.current.messageId : undefined;
      if (hitId !== undefined && messageIds.has(hitId)) {
        wantedHit.current = undefined;
        changeView((old) => withAnchor(old, id, { messageId: hitId, offsetPx: 0 }));
        setHitCount((count) => count + 1);
      }
      changeView((old) => {
        const kept = pruneViewState({ ...old, conversationId: id }, conversationIds, messageIds);
        const isTyping = pendingDraft.current?.conversationId === id;
        // The host may have added what it gives back: a message that waited, or could not be sent.
        const isMore = message.draft.startsWith(kept.drafts[id] ?? "");
        if (isTyping || !isMore || message.draft === "") return kept;
        return { ...kept, drafts: { ...kept.drafts, [id]: message.draft } };
      });
      if (isOther && before !== undefined) setFocusCount((count) => count + 1);
    };
    const addToDraft = (id: string, text: string): void =>
      changeView((old) => {
        const draft = old.drafts[id] ?? "";
        const joined = draft === "" ? text : `${draft.trimEnd()}\n\n${text}`;
        pendingDraft.current = { conversationId: id, text: joined };
        clearTimeout(draftTimer.current);
        draftTimer.current = setTimeout(flushDraft, draftDelayMs);
        return { ...old, drafts: { ...old.drafts, [id]: joined } };
      });
    const onHide = (): void => {
      if (document.visibilityState === "hidden") flushDraft();
    };
    const onFocus = (): void => post({ type: "focused" });
    window.addEventListener("message", onMessage);
    window.addEventListener("focus", onFocus);
    document.addEventListener("visibilitychange", onHide);
    askUntilAnswered();
    return () => {
      clearTimeout(readyTimer);
      window.removeEventListener("message", onMessage);
      window.removeEventListener("focus", onFocus);
      document.removeEventListener("visibilitychange", onHide);
    };
  }, []);

  const onRemedy = useCallback((remedy: ChatNotice["remedies"][number]) => {
    const conversationId = current.current?.panel.activeConversationId;
    if (remedy === "retry" && conversationId !== undefined) post({ type: "retry", conversationId });
    else post({ type: "remedy", remedy });
  }, []);
  const onToggleThinking = useCallback(
    (messageId: string, isOpen: boolean) =>
      changeView((old) => ({ ...old, openParts: { ...old.openParts, [messageId]: isOpen } })),
    [],
  );

  const onEdit = useCallback((messageId: string, text: string | undefined) => {
    changeView((old) => {
      const { [messageId]: _, ...others } = old.edits;
      return { ...old, edits: text === undefined ? others : { ...others, [messageId]: text } };
    });
    if (text === undefined) setFocusCount((count) => count + 1);
  }, []);

  if (hasOtherVersion) {
    return (
      <main class="panel">
        <div class="notices">
          <Notice
            notice={{
              message: "Midfill was updated while this window was open.",
              nextStep: "Reload the window to go on with the chat.",
              remedies: [],
            }}
            look="info"
            onRemedy={onRemedy}
          />
        </div>
      </main>
    );
  }
  if (replica === undefined) return null;

  const { panel, messages } = replica;
  const id = panel.activeConversationId;
  const last = messages.findLast((message) => message.role === "assistant");
  // While tools run, no message does.
  const running = panel.isRunning || (last !== undefined && isRunning(last));
  const lastQuestion = messages.findLast((message) => message.role === "user");
  const closeList = (): void => {
    setIsListOpen(false);
    listButton.current?.focus();
  };
  const send = (text: string): void => {
    clearTimeout(draftTimer.current);
    pendingDraft.current = undefined;
    changeView((old) => ({ ...old, drafts: { ...old.drafts, [id]: "" } }));
    // The host empties its draft when it takes the message, and gives the text back when it cannot.
    post({ type: "send", conversationId: id, text });
  };
  /** The host has kept what the budget stopped; a message goes as it stands in the composer by now. */
  const sendAnyway = (isMessage: boolean): void => {
    const text = newestView.current.drafts[id] ?? "";
    if (isMessage) {
      clearTimeout(draftTimer.current);
      pendingDraft.current = undefined;
      changeView((old) => ({ ...old, drafts: { ...old.drafts, [id]: "" } }));
    }
    post({ type: "send-anyway", conversationId: id, text });
    setFocusCount((count) => count + 1);
  };
  const { undoableDeletion } = panel;
  return (
    <main class="panel">
      <header class="panel-header">
        <h1 class="panel-title" title={panel.title}>
          <VisibleText text={isListOpen ? "Chats" : panel.title === "" ? "New chat" : panel.title} />
        </h1>
        <IconButton
          icon="history"
          label={isListOpen ? "Hide Chats" : "Show Chats"}
          isExpanded={isListOpen}
          buttonRef={listButton}
          onClick={() => setIsListOpen(!isListOpen)}
        />
        <IconButton
          icon="add"
          label="New Chat"
          onClick={() => {
            flushDraft();
            setIsListOpen(false);
            post({ type: "new-conversation" });
            setFocusCount((count) => count + 1);
          }}
        />
        <PanelMenu conversationId={id} draft={view.drafts[id] ?? ""} />
      </header>
      {(panel.notices.length > 0 || undoableDeletion !== undefined) && (
        <div class="notices">
          {undoableDeletion !== undefined && (
            <div class="undo" role="status">
              <span class="undo-text">
                Deleted “<VisibleText text={undoableDeletion.title} />”
              </span>
              <button
                type="button"
                class="text-button"
                onClick={() =>
                  post({ type: "undo-deletion", conversationId: undoableDeletion.conversationId })
                }
              >
                Undo
              </button>
            </div>
          )}
          {panel.notices.map(({ id: noticeId, notice }) => (
            <Notice
              key={noticeId}
              notice={notice}
              look="info"
              onRemedy={onRemedy}
              onDismiss={() => post({ type: "dismiss-notice", noticeId })}
            />
          ))}
        </div>
      )}
      {isListOpen ? (
        <ConversationList
          conversations={panel.conversations}
          hasMore={panel.hasMoreConversations === true}
          activeId={id}
          onOpen={(conversationId, messageId) => {
            flushDraft();
            const isHere = conversationId === id;
            const isShown = isHere && messages.some((message) => message.id === messageId);
            wantedHit.current =
              messageId === undefined || isShown ? undefined : { conversationId, messageId };
            if (isShown && messageId !== undefined)
              changeView((old) => withAnchor(old, id, { messageId, offsetPx: 0 }));
            setIsListOpen(false);
            if (messageId !== undefined && !isShown)
              post({ type: "open-conversation", conversationId, messageId });
            else if (!isHere) post({ type: "open-conversation", conversationId });
            setFocusCount((count) => count + 1);
          }}
          onClose={closeList}
        />
      ) : (
        <>
          {messages.length === 0 ? (
            <Welcome provider={panel.provider} onRemedy={onRemedy} />
          ) : (
            <Transcript
              key={`${id} ${hitCount}`}
              conversationId={id}
              messages={messages}
              isBusy={running}
              provider={panel.provider}
              hints={panel.cacheHints}
              edits={view.edits}
              onEdit={onEdit}
              anchor={view.scrollAnchors[id]}
              onAnchor={(anchor) => changeView((old) => withAnchor(old, id, anchor))}
              openParts={view.openParts}
              onToggleThinking={onToggleThinking}
              onRemedy={onRemedy}
            />
          )}
          {messages.length > 0 && panel.provider.obstacle !== undefined && (
            <div class="notices">
              <Notice notice={panel.provider.obstacle} look="info" onRemedy={onRemedy} />
            </div>
          )}
          <QueuedMessages conversationId={id} queue={panel.queue} isRunning={running} />
          {panel.budgetNotice !== undefined && (
            <div class="notices">
              <BudgetNotice
                notice={panel.budgetNotice}
                onSendAnyway={() => sendAnyway(panel.budgetNotice?.holdsMessage === true)}
              />
            </div>
          )}
          <Composer
            panel={panel}
            draft={view.drafts[id] ?? ""}
            isRunning={running}
            onEditLast={
              running || lastQuestion === undefined
                ? undefined
                : () => onEdit(lastQuestion.id, lastQuestion.text)
            }
            focusCount={focusCount}
            onDraft={(text) => setDraft(id, text)}
            onSend={send}
          />
          {panel.spending !== undefined && <Spending conversationId={id} spending={panel.spending} />}
        </>
      )}
      {sheet?.conversationId === id && <OptionsSheet sheet={sheet} />}
      <Announcer key={`announcer-${id}`} text={last === undefined ? "" : announcement(last)} />
    </main>
  );
}

/** Says changes of status, once each, and nothing that was so when the conversation was opened. */
function Announcer({ text }: { readonly text: string }): VNode {
  const first = useRef(text);
  const [hasChanged, setHasChanged] = useState(false);
  useEffect(() => {
    if (text !== first.current) setHasChanged(true);
  }, [text]);
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      {hasChanged ? text : ""}
    </div>
  );
}

function withAnchor(view: ViewState, conversationId: string, anchor: ScrollAnchor | undefined): ViewState {
  const { [conversationId]: old, ...others } = view.scrollAnchors;
  if (anchor === undefined) return old === undefined ? view : { ...view, scrollAnchors: others };
  return { ...view, scrollAnchors: { ...others, [conversationId]: anchor } };
}
