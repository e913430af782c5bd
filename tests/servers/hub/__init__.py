# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of ../fake_hub.py, each named after what it holds."""
