/// The page of the chat.
enum ChatPage {
    static let html = """
        <!doctype html>
        <meta charset="utf-8">
        <title>Chat</title>
        <form><input name="text" placeholder="Say something" autocomplete="off" autofocus></form>
        <ul></ul>
        <script>
            const list = document.querySelector("ul"), form = document.querySelector("form")
            const name = prompt("Your name?") ?? ""
            const socket = new WebSocket(`${location.origin.replace("http", "ws")}/chat?name=${encodeURIComponent(name)}`)
            socket.onmessage = event => { list.appendChild(document.createElement("li")).textContent = event.data }
            form.onsubmit = event => {
                event.preventDefault()
                socket.send(form.text.value)
                form.text.value = ""
            }
        </script>
        """
}
