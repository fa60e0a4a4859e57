document.getElementById("entry").addEventListener("submit", async (event) => {
    event.preventDefault();
    const entry = Object.fromEntries(new FormData(event.target));
    const response = await fetch("/entries", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(entry),
    });
    if (response.ok) location.reload();
    else alert((await response.json()).title);
});
