import type { Gate } from "./gate";

/** The file is one whose text never leaves the machine. */
export const secretFile: Gate = ({ request, judgeFile }) => {
  const decision = judgeFile(request.absolutePath ?? request.path);
  return decision.isAllowed ? undefined : { allows: "nothing", reason: decision.reason };
};
