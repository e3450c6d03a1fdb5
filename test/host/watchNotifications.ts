import type { Page } from "playwright-core";

/**
 * Tells every notification that the window shows, as the text on the screen, once, from the page's first moment on.
 * Call it before the page loads. It reads what a person would see: the editor has no list of them for extensions.
 */
export async function watchNotifications(page: Page, tell: (text: string) => void): Promise<void> {
  await page.exposeFunction("midfillNotification", tell);
  // Text, not a function: this file is type-checked for Node, where there is no DOM.
  await page.addInitScript(`(() => {
    const told = new WeakSet();
    const look = () => {
      for (const toast of document.querySelectorAll(".notification-toast")) {
        const message = toast.querySelector(".notification-list-item-message")?.textContent ?? "";
        if (message === "" || told.has(toast)) continue;
        told.add(toast);
        void window.midfillNotification(message);
      }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  })()`);
}
