// Stand-in for @vscode/native-watchdog (native-watchdog in older editors), which ends a process whose parent died.
// Nothing is lost: whoever starts the editor ends its whole process group.
exports.start = () => {};
