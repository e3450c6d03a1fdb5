// Stands in for packages that the engine loads or lists and does not use for completions.
module.exports = {};
