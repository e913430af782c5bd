#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An app on this computer with the Hub's login: it lets in who asks, without a browser.

usage: gui-session -- with-server VERSION app_oauth.py -- test-app-oauth.py
"""
import sys

from app_page import AppPage, run_tests, until


def main():
    page = AppPage(size=(900, 700))
    try:
        page.open()

        def asked(name):
            page.press("Who am I?")
            page.wait_value("answer", name)

        def shows(button):
            """In the page that is there now: the one before stays until the server answered."""
            page.view = page.find_view()
            return page.find(f"button:{button}")

        def signs_in():
            asked("nobody")
            page.press("Sign in with Hugging Face")
            until(lambda: shows("Logout (ada)"), "the button to log out")
            asked("ada")

        def signs_out():
            page.press("Logout (ada)")
            until(lambda: shows("Sign in with Hugging Face"), "the button to sign in")
            asked("nobody")

        return run_tests([("signs in", signs_in), ("signs out", signs_out)], lambda: page.program)
    finally:
        page.program.close()


if __name__ == "__main__":
    sys.exit(main())
