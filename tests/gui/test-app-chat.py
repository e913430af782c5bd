#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole chats, used as people use them: what is sent, answered, stopped, changed, judged and kept.

usage: with-server VERSION APP.py -- gui-session --size 1280x1700 -- test-app-chat.py NAME
"""
import sys

from app_page import AppPage, need, run_tests, until
from gui_test import MEDIA, copy_files, read_clipboard


class Chat(AppPage):
    CHAT = "Chatbot"
    BOX = "textbox"
    HINT = ""  # what the chat says while it is empty

    def messages(self):
        """What stands in the rows of the chat, as it is read out, without “1 of 2”."""
        chat = next((n for n in self.tree().walk() if n.role == "list" and n.name == self.CHAT and n.shown), None)
        rows = [n for n in chat.walk() if n.role == "list-item" and n.shown and " said " in n.name] if chat else []
        return [n.name.rpartition(", ")[0].strip() for n in rows]

    def wait_message(self, message):
        until(lambda: message in self.messages(), f"{message!r} in the chat")

    def wait_messages(self, messages):
        try:
            until(lambda: self.messages() == messages, "")
        except AssertionError:
            raise AssertionError(f"the chat is {self.messages()}, not {messages}") from None

    def wait_ready(self, ends=True):
        """Nothing goes on, and the box takes the next message. A ChatInterface has the button to send back before it
        empties the box and lets people write, and keeps the conversation after that. That never ends where components
        are among the messages: then the server finds the State changed each time that it gets it back."""
        def ready():
            box = self.field(self.BOX)
            return (not self.find("button:Stop") and self.find("button:Send") and box is not None and
                    "editable" in box.states and (not ends or self.program.find("button:Runs")))
        until(ready, "the box to be ready")

    def send(self, text):
        self.wait_ready()
        self.type(self.BOX, text)
        self.app.key("Return")

    def tool(self, name, which=-1):
        """A small button that is shown; the icon of one that was hidden at first has no place in the tree of GTK 4.8."""
        return until(lambda: [n for n in self.tree().walk() if n.role == "push-button" and n.name == name and n.shown],
                     f"the tool {name!r}")[which]

    def press_tool(self, name, which=-1):
        self.app.click(self.tool(name, which))

    def point_at(self, words):
        """What can be done with a message is there while the pointer is over it."""
        self.app.mouse(self.wait(f"label:{words}"))


class Interface(Chat):
    """A ChatInterface with examples and inputs of its own."""
    CHAT = "bot"

    def __init__(self):
        super().__init__(size=(1000, 1500))

    def example(self):
        self.open()
        self.wait("heading:Ask me")
        need(self.find("check-box:loud") is None, "the additional inputs are open at first")
        self.press("Additional Inputs")
        self.wait("check-box:loud")  # then the examples are where they stay
        self.app.mouse(self.wait("list item:long, loud"))
        self.wait_value(self.BOX, "long")
        until(lambda: "checked" in self.wait("check-box:loud").states, "the style of the example")
        need(not self.messages(), "an example was sent that only fills in")

    def stopped(self):
        self.app.mouse(self.field(self.BOX))
        self.app.key("Return")
        until(lambda: any("WORD2" in m for m in self.messages()), "the beginning of the answer")
        self.press("Stop")
        self.wait_ready()
        need("WORD59" not in self.messages()[-1], "the answer went on to its end")

    def additional(self):
        self.send("hey")
        self.wait_message("Bot said HEY")
        self.wait_value("messages so far", "long hey ")

    def thoughts(self):
        self.send("think")
        self.wait("button:Thinking")
        self.wait("label:The answer is 4.")
        self.wait_ready()
        self.wait("label:1.1 s")
        need(self.find("button:Used calculator") is None, "a thought that is over is open")
        self.press("Thinking")
        self.press("Used calculator")
        self.wait("label:2 + 2")
        self.wait("label:ok · 0.4 s")

    def replies(self):
        self.send("options")
        self.press("Blue!")
        self.wait_message("You said blue")
        self.wait_message("Bot said BLUE")

    def judged(self):
        self.wait_ready()
        self.press_tool("Like")
        until(lambda: (self.value("vote") or "").endswith("True"), "the vote")
        until(lambda: "pressed" in self.tool("Like").states, "the thumb to be down")
        self.program.choose("More Feedback", "Off topic")
        until(lambda: (self.value("vote") or "").endswith("Off topic"), "the reason")

    def again(self):
        self.wait_ready()
        before, asked = self.messages(), self.value("messages so far")
        self.press_tool("Retry")
        self.wait_value("messages so far", asked + "blue ")
        self.wait_ready()
        self.wait_messages(before)
        self.press_tool("Undo")
        self.wait_value(self.BOX, "blue")
        self.wait_ready()
        need("You said blue" not in self.messages(), "what was undone is there")

    def edited(self):
        self.send("first")
        self.wait_message("Bot said FIRST")
        self.wait_ready()
        self.point_at("first")
        self.press_tool("Edit Message")
        editor = until(lambda: next((n for n in self.tree().walk() if n.role == "text" and n.shown and
                                     n.text == "first" and "focused" in n.states), None), "the editor")
        self.app.key("ctrl+a")
        self.app.keys_text("second")
        until(lambda: self.app.tree(editor).text == "second", "what was written")
        self.app.key("ctrl+Return")
        self.wait_message("Bot said SECOND")
        need("You said first" not in self.messages(), "the old message is there")

    def failed(self):
        self.send("error")
        self.wait_text("the model gave up")
        self.send("well")
        self.wait_message("Bot said WELL")

    def cleared(self):
        self.wait_ready()
        self.press_tool("Clear the Conversation")
        self.wait("heading:Ask me")
        need(not self.messages(), "messages are left")

    def tests(self):
        return [("example", self.example), ("stopped", self.stopped), ("additional inputs", self.additional),
                ("thoughts", self.thoughts), ("quick replies", self.replies), ("judged", self.judged),
                ("retry and undo", self.again), ("edited", self.edited), ("an error", self.failed),
                ("cleared", self.cleared)]


class Events(Chat):
    """What a chat tells its app."""
    CHAT = "Talk"
    BOX = "Message"

    def __init__(self):
        super().__init__(size=(1000, 1000))

    def wait_log(self, line):
        until(lambda: line in (self.value("Events") or "").splitlines(), f"{line!r} in {self.value('Events')!r}")

    def cards(self):
        self.open()
        self.wait("heading:Nothing said yet")
        self.wait("image:look.png")
        self.app.mouse(self.wait("table cell:greet"))
        until(lambda: (self.value("Events") or "").startswith("example 0 "), "the example that was chosen")

    def reasons(self):
        self.type(self.BOX, "hello")
        self.app.key("Return")
        self.wait_log("answered")  # the quick replies come with the first words already
        self.press("Reasoning")
        self.wait("label:somebody said hello")
        self.wait("label:e^*+1=0")
        need(self.value(self.BOX) == "", "the box is not empty")

    def option(self):
        self.press("enough")
        until(lambda: any(line.startswith("option ") and line.endswith("enough")
                          for line in self.value("Events").splitlines()), "the reply that was chosen")

    def judged(self):
        self.program.choose("More Feedback", "Too long")
        self.wait_log("like 1 Too long")
        self.point_at("hello")
        self.press_tool("Dislike", 0)
        self.wait_log("like 0 False")

    def copied(self):
        self.press_tool("Copy Message")
        until(lambda: "copy - Reasoning" in self.value("Events"), "the copy in the log")
        need(read_clipboard().endswith("\n\nMade by a test app"), "the copy has no mark")

    def retried(self):
        self.press_tool("Retry")
        self.wait_log("retried")
        need([m for m in self.messages() if m.startswith("You")] == ["You said hello"], f"{self.messages()}")

    def undone(self):
        self.press_tool("Undo")
        self.wait_value(self.BOX, "hello")
        self.wait("heading:Nothing said yet")

    def tests(self):
        return [("cards", self.cards), ("reasons", self.reasons), ("option", self.option), ("judged", self.judged),
                ("copied", self.copied), ("retried", self.retried), ("undone", self.undone)]


class Bot(Chat):
    """With files, a tone of voice and what was said before."""
    CHAT = "Chat"
    BOX = "MultimodalTextbox"

    def __init__(self):
        super().__init__(size=(1200, 1000))

    def sent(self):
        self.open()
        self.wait("label:No Messages Yet")
        need(self.find("list item:hello") is None, "there is a conversation already")
        self.send("hello")
        self.wait_message("Bot said [polite] turn 1: hello")
        self.wait_ready()

    def with_file(self):
        """A picture from the clipboard, and another tone."""
        self.press("Additional Inputs")
        combo = self.app.until(lambda: next((n for n in self.app.find_all("combo-box:Tone", self.tree()) if n.shown), None),
                               None, "the tone")
        self.app.type(combo, "brusque") if "EditableText" in combo.interfaces else self.choose_in(combo, "brusque")
        copy_files([MEDIA / "rgb.png"])
        self.app.mouse(self.field(self.BOX))

        def pasted():
            if self.find("*rgb.png*"):
                return True
            self.app.key("ctrl+v")
            return False
        until(pasted, "the picture in the box")
        self.app.keys_text("look")
        self.app.key("Return")
        self.wait("label:?brusque? turn 2: look with rgb.png")
        self.wait("image:*rgb.png*")

    def choose_in(self, combo, choice):
        self.app.click(next(n for n in combo.walk() if n.role in ("push-button", "toggle-button")))
        self.app.until(lambda: any("focused" in n.states for n in self.app.tree(combo).walk() if n.role == "list-item"),
                       None, "the list")
        self.app.key("Down", "Return")

        def chosen():
            """While the list is open, it has the choice as well."""
            shown = [n for n in self.app.tree(combo).walk() if n.shown]
            return not any(n.role == "list-item" for n in shown) and any(choice in (n.text, n.name) for n in shown)
        until(chosen, "the choice")

    def flagged(self):
        self.wait_ready()
        self.press_tool("Like")
        until(lambda: "pressed" in self.tool("Like").states, "the thumb")
        self.program.choose("More Feedback", "Spam")
        until(lambda: "pressed" not in self.tool("Like").states, "one judgement only")

    def new_chat(self):
        self.press("New Chat")
        self.wait("label:No Messages Yet")
        self.send("something else")
        self.wait("label:?brusque? turn 1: something else")
        self.wait_ready()
        self.wait("list item:something else")

    def old_chat(self):
        self.app.mouse(self.wait("list item:hello"))
        self.wait("label:?polite? turn 1: hello")
        self.wait("image:*rgb.png*")
        need("You said something else" not in self.messages(), "both conversations are there")

    def tests(self):
        return [("sent", self.sent), ("with a file", self.with_file), ("flagged", self.flagged),
                ("new chat", self.new_chat), ("old chat", self.old_chat)]


class Tools(Chat):
    """What a model does before it answers, and what it answers with."""

    def __init__(self):
        super().__init__(size=(1000, 1500))

    def nested(self):
        self.open()
        self.wait("label:Ask about the weather, or for media")
        self.app.mouse(self.wait("table cell:weather in Oslo"))
        self.wait("label:It is 20 degrees.")
        self.wait_ready()
        self.wait('label:{"city": "Oslo"} · 0.6 s')
        need(self.find("label:Looking at the weather.") is None, "what is done is open")
        self.press("Using tool: weather")
        self.wait("label:Looking at the weather.")
        self.wait("button:Parameters")
        self.press("Using tool: weather")
        self.wait_gone("label:Looking at the weather.")

    def media(self):
        self.send("media")
        self.wait("button:Save Files…")
        self.wait_ready(ends=False)
        chat = next(n for n in self.tree().walk() if n.role == "list" and n.name == self.CHAT)
        shown = set()

        def look():
            """The list keeps what is near its end, and the rest when it is gone to."""
            shown.update(n.name for n in self.app.tree(chat).walk() if n.shown)
            return {"Image: chat.png", "chat.wav", "chat.mp4", "Plot", "bold html", "chat.obj"} <= shown
        until(look, f"all kinds of media among {shown}")

    def tests(self):
        return [("nested", self.nested), ("media", self.media)]


class Window(Chat):
    """A chat that is all of an app fills the window, and what is written stands at its end."""
    BOX = "MultimodalTextbox"

    def __init__(self):
        super().__init__(size=(1200, 900))

    def placed(self):
        chat = next(n for n in self.tree().walk() if n.role == "list" and n.name == self.CHAT and n.shown)
        box, send = self.field(self.BOX), self.wait("button:Send")
        frame = self.program.frame().extents
        bottom = chat.extents[1] + chat.extents[3]
        need(box.extents[1] - bottom < 50, f"room between the chat, down to {bottom}, and the box at {box.extents}")
        need(frame[3] - box.extents[1] < 140, f"the box at {box.extents} is not at the end of {frame}")
        need(send.extents[0] + send.extents[2] <= frame[2] and chat.extents[0] >= 0, "wider than the window")
        return chat.extents

    def fills(self):
        self.open()
        wide = self.placed()
        self.resize(360, 720)
        until(lambda: self.field(self.BOX), "the box")
        narrow = self.placed()
        need(wide[3] > narrow[3] > 300, f"the chat is {wide[3]} and {narrow[3]} high")

    def streamed(self):
        self.send("hello there")
        self.wait_message("Bot said You wrote 1 messages; the last was: hello there")
        self.wait_ready()
        self.placed()

    def with_file(self):
        copy_files([MEDIA / "rgb.png"])

        def pasted():
            if self.find("*rgb.png*"):
                return True
            self.app.mouse(self.field(self.BOX))
            self.app.key("ctrl+v")
            return False
        until(pasted, "the picture in the box")
        self.app.keys_text("see")
        self.app.key("Return")
        self.wait("label:You wrote 4 messages; the last was: see*")
        self.wait_ready()
        self.placed()

    def tests(self):
        return [("fills the window", self.fills), ("streamed", self.streamed), ("with a file", self.with_file)]


APPS = {"demo_chat": Interface, "seed_chat_events": Events, "seed_multimodal_bot": Bot, "seed_chat_tools": Tools,
        "seed_load_chat": Window}


def main():
    page = APPS[sys.argv[1]]()
    with page.program:
        return run_tests(page.tests(), lambda: page.program)


if __name__ == "__main__":
    sys.exit(main())
