import type { ConversationSummary } from "../../src/chat/protocol";

/** Conversations under one heading. */
export interface ConversationGroup {
  readonly label: string;
  readonly conversations: readonly ConversationSummary[];
}

const labels = ["Pinned", "Today", "Yesterday", "Previous 7 Days", "Previous 30 Days", "Older"] as const;

/** The pinned first, the others by the day they were last written to; newest first in each, and none empty. */
export function groupsOf(
  conversations: readonly ConversationSummary[],
  nowMs: number,
): readonly ConversationGroup[] {
  const sorted = conversations.toSorted((first, second) => second.updatedMs - first.updatedMs);
  return labels.flatMap((label) => {
    const group = sorted.filter(
      (each) => (each.isPinned ? "Pinned" : dayOf(each.updatedMs, nowMs)) === label,
    );
    return group.length === 0 ? [] : [{ label, conversations: group }];
  });
}

/** By the calendar of this machine, not by hours. */
function dayOf(dateMs: number, nowMs: number): (typeof labels)[number] {
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  const day = new Date(dateMs).setHours(0, 0, 0, 0);
  // Rounded: a day with a change of the clock has 23 or 25 hours.
  const daysAgo = Math.round((today - day) / 86_400_000);
  if (daysAgo <= 0) return "Today";
  if (daysAgo === 1) return "Yesterday";
  if (daysAgo <= 7) return "Previous 7 Days";
  return daysAgo <= 30 ? "Previous 30 Days" : "Older";
}
