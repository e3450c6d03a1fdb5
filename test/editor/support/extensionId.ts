/** The id under which VS Code knows us: publisher and name of the manifest. */
export const extensionId = "midfill.midfill";
