/** A message's place in the conversation: behind which other it stands. */
export interface TreeNode {
  readonly id: string;
  readonly role: "user" | "assistant";
  /** The message before it; undefined for a first message. */
  readonly parentId?: string;
}

/** Which child is shown, by the parent's id (`undefined`: among the first messages). Where nothing is said, the last. */
export type SelectedChildren = ReadonlyMap<string | undefined, string>;

/**
 * The messages that are shown and sent: from a first message along the selected children to a leaf.
 *
 * @param all in the order they came; every parent is among them
 */
export function activePath<Node extends TreeNode>(
  all: readonly Node[],
  selected: SelectedChildren,
): readonly Node[] {
  const children = new Map<string | undefined, Node[]>();
  for (const node of all) {
    const siblings = children.get(node.parentId);
    if (siblings === undefined) children.set(node.parentId, [node]);
    else siblings.push(node);
  }
  const path: Node[] = [];
  let parentId: string | undefined;
  for (;;) {
    const candidates = children.get(parentId);
    if (candidates === undefined) return path;
    const wanted = selected.get(parentId);
    const next = candidates.find((node) => node.id === wanted) ?? candidates.at(-1);
    if (next === undefined) return path;
    path.push(next);
    parentId = next.id;
  }
}

/** The messages that could stand in a message's place, itself among them: other questions, or other answers. */
export function siblingsOf<Node extends TreeNode>(all: readonly Node[], node: Node): readonly Node[] {
  return all.filter((each) => each.role === node.role && each.parentId === node.parentId);
}

/** The same for many messages: goes through all of them once. */
export function siblingGroups<Node extends TreeNode>(all: readonly Node[]): (node: Node) => readonly Node[] {
  const groups = new Map<string, Node[]>();
  const keyOf = ({ role, parentId }: Node) => `${role} ${parentId ?? ""}`;
  for (const node of all) {
    const group = groups.get(keyOf(node));
    if (group === undefined) groups.set(keyOf(node), [node]);
    else group.push(node);
  }
  return (node) => groups.get(keyOf(node)) ?? [];
}

/** The messages from a first one down to this one; empty when it is not there. */
export function pathTo<Node extends TreeNode>(all: readonly Node[], id: string): readonly Node[] {
  const byId = new Map(all.map((node) => [node.id, node]));
  const path: Node[] = [];
  for (let node = byId.get(id); node !== undefined;) {
    path.push(node);
    node = node.parentId === undefined ? undefined : byId.get(node.parentId);
  }
  return path.toReversed();
}
