// Stand-in for @vscode/deviceid, which names the machine in telemetry; telemetry is off.
exports.getDeviceId = async () => "00000000-0000-0000-0000-000000000000";
