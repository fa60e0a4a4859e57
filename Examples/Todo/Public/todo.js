const list = document.getElementById("items");

async function send(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error((await response.json()).detail);
  return response.status === 204 ? null : response.json();
}

// A plain form: the browser sends the file, and the server leads it back to this page.
function upload(item) {
  const form = Object.assign(document.createElement("form"), {
    method: "post", enctype: "multipart/form-data", action: `/items/${item.id}/files`,
  });
  const file = Object.assign(document.createElement("input"), { type: "file", name: "file", title: "Attach a file" });
  file.onchange = () => form.submit();
  form.append(file);
  return form;
}

function show(item) {
  const old = document.getElementById(`item-${item.id}`);
  const row = document.createElement("li");
  row.id = `item-${item.id}`;
  row.className = item.isDone ? "done" : "";
  const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: item.isDone });
  box.onchange = () => send("PATCH", `/items/${item.id}`, { isDone: box.checked });
  const title = Object.assign(document.createElement("span"), { textContent: item.title });
  const remove = Object.assign(document.createElement("button"), { textContent: "Remove" });
  remove.onclick = () => send("DELETE", `/items/${item.id}`);
  row.append(box, title, upload(item), remove);
  old ? old.replaceWith(row) : list.append(row);
}

// A visitor without a session gets one; with one, this says so and changes nothing.
await send("POST", "/session");
const events = new EventSource("/changes");
const item = (event) => JSON.parse(event.data);
events.addEventListener("created", (event) => show(item(event)));
events.addEventListener("changed", (event) => show(item(event)));
events.addEventListener("removed", (event) => document.getElementById(`item-${item(event).id}`)?.remove());
events.onopen = async () => {
  const page = await send("GET", "/items?limit=100");
  list.replaceChildren();
  page.items.forEach(show);
};

document.getElementById("new").onsubmit = (event) => {
  event.preventDefault();
  send("POST", "/items", { title: event.target.title.value });
  event.target.reset();
};
