// What makes the pages quicker to use.  Each of them works without it.
import { suggest } from "./suggest.js";

for (const field of document.querySelectorAll("input[data-suggest]")) {
  suggest(field, field.dataset.suggest);
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  const label = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 3000);
  });
}

for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;

const wide = matchMedia("(min-width: 62rem)");
for (const details of document.querySelectorAll("details[data-open-wide]")) {
  details.open = wide.matches;
}

// The network tells which node to go on with; only its own frame is listened to.
const network = document.querySelector("iframe[data-network]");
if (network) {
  addEventListener("message", (event) => {
    const { goalgraph, node } = event.data ?? {};
    if (event.source !== network.contentWindow || goalgraph !== "expand") return;
    if (!/^[a-z][a-z0-9-]*:[a-z0-9.-]+$/.test(node)) return;
    const address = new URL(location.href);
    if (address.searchParams.getAll("focus").includes(node)) return;
    address.searchParams.append("focus", node);
    location.assign(address);
  });
}
