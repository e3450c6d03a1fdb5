// Stands in for @vscode/copilot-api, whose licence allows no other use than with GitHub Copilot in VS Code. The engine
// only derives a class from one of its names and reads members of the other; a completion calls neither.
exports.CAPIClient = function CAPIClient() {};
exports.RequestType = {};
