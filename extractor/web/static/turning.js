// Turning to a narrative without leaving the page: a browser drops the keys that are pressed between two pages.

// Puts the narrative at `address` in the place of what is shown; where it leads elsewhere, the address of that instead.
export async function turnTo(address) {
  const reply = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  const fresh = reply?.ok ? new DOMParser().parseFromString(await reply.text(), "text/html") : null;
  if (!fresh?.getElementById("data")) return reply?.url ?? address;
  document.title = fresh.title;
  document.getElementById("main").replaceWith(fresh.getElementById("main"));
  if (!document.getElementById("dialog")) document.body.append(fresh.getElementById("dialog"));
  document.querySelector("nav [aria-current]")?.removeAttribute("aria-current");
  history.pushState(null, "", reply.url);
  scrollTo(0, 0);
  document.getElementById("heading").focus({ preventScroll: true });
  return null;
}
