// Sends the token that stands behind the # of the address, which browsers never send by themselves.
async function enter(token) {
  const reply = await fetch("/login", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }),
  });
  if (reply.ok) location.replace("/");
  else document.getElementById("failed").hidden = false;
}

const given = location.hash.slice(1);
if (given) {
  history.replaceState(null, "", "/login");
  enter(given);
}
document.getElementById("login").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(document.getElementById("token").value.trim());
});
